use wasm_shared::contract::user::v1::{
    Change as WireChange, GetPlaybackRequest, GetPlaybackResponse, PutPlaybackRequest,
    PutPlaybackResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, Library},
};

pub(super) async fn get(
    library: &Library,
    request: GetPlaybackRequest,
) -> Result<GetPlaybackResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let playback = library.get_playback(&caller).await?;
    Ok(GetPlaybackResponse { playback: playback.map(messages::playback) })
}

impl Write for PutPlaybackRequest {
    const METHOD: &'static str = "PutPlayback";
    type Answer = PutPlaybackResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<PutPlaybackResponse, Refusal> {
        let playback = messages::playback_of_wire(self.playback)?;
        let playback = messages::playback(change.put_playback(playback).await?);
        Ok(PutPlaybackResponse { revision: change.revision(), playback: Some(playback) })
    }
}
