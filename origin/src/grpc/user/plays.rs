use wasm_shared::contract::user::v1::{
    AddPlaysRequest, AddPlaysResponse, Change as WireChange, ClearPlaysRequest, ClearPlaysResponse,
    ListPlaysRequest, ListPlaysResponse, ListRecentTracksRequest, ListRecentTracksResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, Library},
};

pub(super) async fn list(
    library: &Library,
    request: ListPlaysRequest,
) -> Result<ListPlaysResponse, Refusal> {
    let (caller, page) = (convert::caller(request.caller)?, messages::page(request.page)?);
    let listed = library.list_plays(&caller, &page, request.known_revision).await?;
    let (revision, unchanged, items, next_cursor) = messages::items(listed, messages::play);
    Ok(ListPlaysResponse { revision, unchanged, items, next_cursor })
}

pub(super) async fn list_recent(
    library: &Library,
    request: ListRecentTracksRequest,
) -> Result<ListRecentTracksResponse, Refusal> {
    let (caller, page) = (convert::caller(request.caller)?, messages::page(request.page)?);
    let listed = library.list_recent_tracks(&caller, &page, request.known_revision).await?;
    let (revision, unchanged, items, next_cursor) = messages::items(listed, messages::recent_track);
    Ok(ListRecentTracksResponse { revision, unchanged, items, next_cursor })
}

impl Write for AddPlaysRequest {
    const METHOD: &'static str = "AddPlays";
    type Answer = AddPlaysResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<AddPlaysResponse, Refusal> {
        let plays = self.items.into_iter().map(messages::play_of_wire).collect::<Result<_, _>>()?;
        let done = change.add_plays(plays).await?;
        let (revision, accepted) = (change.revision(), done.accepted);
        Ok(AddPlaysResponse { revision, accepted, duplicates: done.duplicates })
    }
}

impl Write for ClearPlaysRequest {
    const METHOD: &'static str = "ClearPlays";
    type Answer = ClearPlaysResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<ClearPlaysResponse, Refusal> {
        change.clear_plays().await?;
        Ok(ClearPlaysResponse { revision: change.revision() })
    }
}
