use wasm_shared::contract::user::v1::{
    Change as WireChange, ChangeFavoritesRequest, ChangeFavoritesResponse, DeleteFavoriteRequest,
    DeleteFavoriteResponse, GetFavoriteRequest, GetFavoriteResponse, ListFavoritesRequest,
    ListFavoritesResponse, PutFavoriteRequest, PutFavoriteResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, FavoriteOperation, Library},
};

pub(super) async fn list(
    library: &Library,
    request: ListFavoritesRequest,
) -> Result<ListFavoritesResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let (kind, page) = (messages::kind(request.kind)?, messages::page(request.page)?);
    let listed = library.list_favorites(&caller, kind, &page, request.known_revision).await?;
    let (revision, unchanged, items, next_cursor) = messages::items(listed, messages::favorite);
    Ok(ListFavoritesResponse { revision, unchanged, items, next_cursor })
}

pub(super) async fn get(
    library: &Library,
    request: GetFavoriteRequest,
) -> Result<GetFavoriteResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let kind = messages::one_kind(request.kind)?;
    let id = messages::item_id("id", &request.id)?;
    let (revision, favorite) = library.get_favorite(&caller, kind, &id).await?;
    Ok(GetFavoriteResponse { revision, favorite: Some(messages::favorite(favorite)) })
}

impl Write for PutFavoriteRequest {
    const METHOD: &'static str = "PutFavorite";
    type Answer = PutFavoriteResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<PutFavoriteResponse, Refusal> {
        let kind = messages::one_kind(self.kind)?;
        let id = messages::item_id("id", &self.id)?;
        let snapshot = Some(messages::snapshot(self.snapshot)?);
        let operation = FavoriteOperation { kind, id, snapshot };
        let done = change.change_favorites(vec![operation]).await?;
        Ok(PutFavoriteResponse {
            revision: change.revision(),
            created: done.created > 0,
            favorite: done.favorites.into_iter().next().map(messages::favorite),
        })
    }
}

impl Write for DeleteFavoriteRequest {
    const METHOD: &'static str = "DeleteFavorite";
    type Answer = DeleteFavoriteResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<DeleteFavoriteResponse, Refusal> {
        let kind = messages::one_kind(self.kind)?;
        let id = messages::item_id("id", &self.id)?;
        change.change_favorites(vec![FavoriteOperation { kind, id, snapshot: None }]).await?;
        Ok(DeleteFavoriteResponse { revision: change.revision() })
    }
}

impl Write for ChangeFavoritesRequest {
    const METHOD: &'static str = "ChangeFavorites";
    type Answer = ChangeFavoritesResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    async fn perform(self, change: &mut Change) -> Result<ChangeFavoritesResponse, Refusal> {
        let operations = self.operations.into_iter().map(|operation| {
            let kind = messages::one_kind(operation.kind)?;
            let id = messages::item_id("id", &operation.id)?;
            let snapshot = operation.snapshot.map(|told| messages::snapshot(Some(told)));
            Ok(FavoriteOperation { kind, id, snapshot: snapshot.transpose()? })
        });
        let operations = operations.collect::<Result<_, Refusal>>()?;
        let done = change.change_favorites(operations).await?;
        Ok(ChangeFavoritesResponse {
            revision: change.revision(),
            created: done.created,
            updated: done.updated,
            deleted: done.deleted,
        })
    }
}
