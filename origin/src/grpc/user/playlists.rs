use wasm_shared::contract::user::v1::{
    Change as WireChange, CreatePlaylistRequest, CreatePlaylistResponse, DeletePlaylistRequest,
    DeletePlaylistResponse, GetPlaylistRequest, GetPlaylistResponse, ListPlaylistsRequest,
    ListPlaylistsResponse, UpdatePlaylistRequest, UpdatePlaylistResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, Library, NewPlaylist, PlaylistChange},
};

pub(super) async fn list(
    library: &Library,
    request: ListPlaylistsRequest,
) -> Result<ListPlaylistsResponse, Refusal> {
    let (caller, page) = (convert::caller(request.caller)?, messages::page(request.page)?);
    let listed = library.list_playlists(&caller, &page, request.known_revision).await?;
    let (revision, unchanged, items, next_cursor) = messages::items(listed, messages::playlist);
    Ok(ListPlaylistsResponse { revision, unchanged, items, next_cursor })
}

pub(super) async fn get(
    library: &Library,
    request: GetPlaylistRequest,
) -> Result<GetPlaylistResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let id = convert::id("id", &request.id)?;
    let (revision, playlist) = library.get_playlist(&caller, id).await?;
    Ok(GetPlaylistResponse { revision, playlist: Some(messages::playlist(playlist)) })
}

impl Write for CreatePlaylistRequest {
    const METHOD: &'static str = "CreatePlaylist";
    type Answer = CreatePlaylistResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<CreatePlaylistResponse, Refusal> {
        let Self { name, description, cover_url, public, .. } = self;
        let new = NewPlaylist::new(&name, description, cover_url, public)?;
        let playlist = messages::playlist(change.create_playlist(new).await?);
        Ok(CreatePlaylistResponse { revision: change.revision(), playlist: Some(playlist) })
    }
}

impl Write for UpdatePlaylistRequest {
    const METHOD: &'static str = "UpdatePlaylist";
    type Answer = UpdatePlaylistResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<UpdatePlaylistResponse, Refusal> {
        let id = convert::id("id", &self.id)?;
        let Self { name, description, cover_url, public, if_version, .. } = self;
        let fields = PlaylistChange::new(name.as_deref(), description, cover_url, public)?;
        let playlist = change.update_playlist(id, &fields, if_version).await?;
        let playlist = Some(messages::playlist(playlist));
        Ok(UpdatePlaylistResponse { revision: change.revision(), playlist })
    }
}

impl Write for DeletePlaylistRequest {
    const METHOD: &'static str = "DeletePlaylist";
    type Answer = DeletePlaylistResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<DeletePlaylistResponse, Refusal> {
        let id = convert::id("id", &self.id)?;
        change.delete_playlist(id, self.if_version).await?;
        Ok(DeletePlaylistResponse { revision: change.revision() })
    }
}
