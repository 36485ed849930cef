use wasm_shared::contract::user::v1::{
    AddPlaylistEntriesRequest, AddPlaylistEntriesResponse, Change as WireChange,
    DeletePlaylistEntryRequest, DeletePlaylistEntryResponse, ListPlaylistEntriesRequest,
    ListPlaylistEntriesResponse, MovePlaylistEntryRequest, MovePlaylistEntryResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, Library},
};

pub(super) async fn list(
    library: &Library,
    request: ListPlaylistEntriesRequest,
) -> Result<ListPlaylistEntriesResponse, Refusal> {
    let (caller, page) = (convert::caller(request.caller)?, messages::page(request.page)?);
    let id = convert::id("playlist_id", &request.playlist_id)?;
    let known = request.known_revision;
    let (version, listed) = library.list_playlist_entries(&caller, id, &page, known).await?;
    let (revision, unchanged, items, next_cursor) = messages::items(listed, messages::entry);
    Ok(ListPlaylistEntriesResponse { revision, unchanged, items, next_cursor, version })
}

impl Write for AddPlaylistEntriesRequest {
    const METHOD: &'static str = "AddPlaylistEntries";
    type Answer = AddPlaylistEntriesResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<AddPlaylistEntriesResponse, Refusal> {
        let playlist_id = convert::id("playlist_id", &self.playlist_id)?;
        let position = messages::position(self.after.as_deref())?;
        let new = self.items.into_iter().map(messages::new_entry).collect::<Result<_, _>>()?;
        change.expect_version(playlist_id, self.if_version).await?;
        let (playlist, added) = change.add_playlist_entries(playlist_id, new, position).await?;
        Ok(AddPlaylistEntriesResponse {
            revision: change.revision(),
            playlist: Some(messages::playlist(playlist)),
            items: added.into_iter().map(messages::entry).collect(),
        })
    }
}

impl Write for DeletePlaylistEntryRequest {
    const METHOD: &'static str = "DeletePlaylistEntry";
    type Answer = DeletePlaylistEntryResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<DeletePlaylistEntryResponse, Refusal> {
        let playlist_id = convert::id("playlist_id", &self.playlist_id)?;
        let entry_id = convert::id("entry_id", &self.entry_id)?;
        change.expect_version(playlist_id, self.if_version).await?;
        let playlist = change.delete_playlist_entry(playlist_id, entry_id).await?;
        let playlist = Some(messages::playlist(playlist));
        Ok(DeletePlaylistEntryResponse { revision: change.revision(), playlist })
    }
}

impl Write for MovePlaylistEntryRequest {
    const METHOD: &'static str = "MovePlaylistEntry";
    type Answer = MovePlaylistEntryResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<MovePlaylistEntryResponse, Refusal> {
        let playlist_id = convert::id("playlist_id", &self.playlist_id)?;
        let entry_id = convert::id("entry_id", &self.entry_id)?;
        let position = messages::position(Some(&self.after))?;
        change.expect_version(playlist_id, self.if_version).await?;
        let playlist = change.move_playlist_entry(playlist_id, entry_id, position).await?;
        let playlist = Some(messages::playlist(playlist));
        Ok(MovePlaylistEntryResponse { revision: change.revision(), playlist })
    }
}
