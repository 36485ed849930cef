use wasm_shared::contract::user::v1::{
    Change as WireChange, DeleteSubstitutionRequest, DeleteSubstitutionResponse,
    ListSubstitutionsRequest, ListSubstitutionsResponse, PutSubstitutionRequest,
    PutSubstitutionResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, Library},
};

pub(super) async fn list(
    library: &Library,
    request: ListSubstitutionsRequest,
) -> Result<ListSubstitutionsResponse, Refusal> {
    let (caller, page) = (convert::caller(request.caller)?, messages::page(request.page)?);
    let listed = library.list_substitutions(&caller, &page, request.known_revision).await?;
    let (revision, unchanged, items, next_cursor) = messages::items(listed, messages::substitution);
    Ok(ListSubstitutionsResponse { revision, unchanged, items, next_cursor })
}

impl Write for PutSubstitutionRequest {
    const METHOD: &'static str = "PutSubstitution";
    type Answer = PutSubstitutionResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<PutSubstitutionResponse, Refusal> {
        let track_id = messages::item_id("track_id", &self.track_id)?;
        let use_track_id = messages::item_id("use", &self.r#use)?;
        let (substitution, created) = change.put_substitution(track_id, use_track_id).await?;
        let substitution = Some(messages::substitution(substitution));
        Ok(PutSubstitutionResponse { revision: change.revision(), created, substitution })
    }
}

impl Write for DeleteSubstitutionRequest {
    const METHOD: &'static str = "DeleteSubstitution";
    type Answer = DeleteSubstitutionResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<DeleteSubstitutionResponse, Refusal> {
        let track_id = messages::item_id("track_id", &self.track_id)?;
        change.delete_substitution(&track_id).await?;
        Ok(DeleteSubstitutionResponse { revision: change.revision() })
    }
}
