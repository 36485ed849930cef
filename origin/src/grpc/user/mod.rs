//! `user.v1.UserService`

mod delete_user;
mod export_user;
mod favorites;
mod get_user;
mod imports;
mod playlist_entries;
mod playlists;
mod plays;
mod substitutions;
mod update_user;

use std::sync::Arc;

use tonic::{Request, Response, Status};
use wasm_shared::contract::user::v1 as wire;

use super::{generated::user::user_service_server::UserService, write};
use crate::{accounts::Accounts, library::Library};

/// The service, on the accounts and their libraries.
#[derive(Debug, Clone)]
pub(super) struct Users {
    pub(super) accounts: Arc<Accounts>,
    pub(super) library: Arc<Library>,
}

#[tonic::async_trait]
impl UserService for Users {
    async fn get_user(
        &self,
        request: Request<wire::GetUserRequest>,
    ) -> Result<Response<wire::GetUserResponse>, Status> {
        Ok(Response::new(get_user::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn update_user(
        &self,
        request: Request<wire::UpdateUserRequest>,
    ) -> Result<Response<wire::UpdateUserResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn delete_user(
        &self,
        request: Request<wire::DeleteUserRequest>,
    ) -> Result<Response<wire::DeleteUserResponse>, Status> {
        Ok(Response::new(delete_user::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn export_user(
        &self,
        request: Request<wire::ExportUserRequest>,
    ) -> Result<Response<wire::ExportUserResponse>, Status> {
        Ok(Response::new(export_user::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn list_favorites(
        &self,
        request: Request<wire::ListFavoritesRequest>,
    ) -> Result<Response<wire::ListFavoritesResponse>, Status> {
        Ok(Response::new(favorites::list(&self.library, request.into_inner()).await?))
    }

    async fn get_favorite(
        &self,
        request: Request<wire::GetFavoriteRequest>,
    ) -> Result<Response<wire::GetFavoriteResponse>, Status> {
        Ok(Response::new(favorites::get(&self.library, request.into_inner()).await?))
    }

    async fn put_favorite(
        &self,
        request: Request<wire::PutFavoriteRequest>,
    ) -> Result<Response<wire::PutFavoriteResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn delete_favorite(
        &self,
        request: Request<wire::DeleteFavoriteRequest>,
    ) -> Result<Response<wire::DeleteFavoriteResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn change_favorites(
        &self,
        request: Request<wire::ChangeFavoritesRequest>,
    ) -> Result<Response<wire::ChangeFavoritesResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn list_plays(
        &self,
        request: Request<wire::ListPlaysRequest>,
    ) -> Result<Response<wire::ListPlaysResponse>, Status> {
        Ok(Response::new(plays::list(&self.library, request.into_inner()).await?))
    }

    async fn list_recent_tracks(
        &self,
        request: Request<wire::ListRecentTracksRequest>,
    ) -> Result<Response<wire::ListRecentTracksResponse>, Status> {
        Ok(Response::new(plays::list_recent(&self.library, request.into_inner()).await?))
    }

    async fn add_plays(
        &self,
        request: Request<wire::AddPlaysRequest>,
    ) -> Result<Response<wire::AddPlaysResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn clear_plays(
        &self,
        request: Request<wire::ClearPlaysRequest>,
    ) -> Result<Response<wire::ClearPlaysResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn list_playlists(
        &self,
        request: Request<wire::ListPlaylistsRequest>,
    ) -> Result<Response<wire::ListPlaylistsResponse>, Status> {
        Ok(Response::new(playlists::list(&self.library, request.into_inner()).await?))
    }

    async fn get_playlist(
        &self,
        request: Request<wire::GetPlaylistRequest>,
    ) -> Result<Response<wire::GetPlaylistResponse>, Status> {
        Ok(Response::new(playlists::get(&self.library, request.into_inner()).await?))
    }

    async fn create_playlist(
        &self,
        request: Request<wire::CreatePlaylistRequest>,
    ) -> Result<Response<wire::CreatePlaylistResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn update_playlist(
        &self,
        request: Request<wire::UpdatePlaylistRequest>,
    ) -> Result<Response<wire::UpdatePlaylistResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn delete_playlist(
        &self,
        request: Request<wire::DeletePlaylistRequest>,
    ) -> Result<Response<wire::DeletePlaylistResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn list_playlist_entries(
        &self,
        request: Request<wire::ListPlaylistEntriesRequest>,
    ) -> Result<Response<wire::ListPlaylistEntriesResponse>, Status> {
        Ok(Response::new(playlist_entries::list(&self.library, request.into_inner()).await?))
    }

    async fn add_playlist_entries(
        &self,
        request: Request<wire::AddPlaylistEntriesRequest>,
    ) -> Result<Response<wire::AddPlaylistEntriesResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn delete_playlist_entry(
        &self,
        request: Request<wire::DeletePlaylistEntryRequest>,
    ) -> Result<Response<wire::DeletePlaylistEntryResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn move_playlist_entry(
        &self,
        request: Request<wire::MovePlaylistEntryRequest>,
    ) -> Result<Response<wire::MovePlaylistEntryResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn create_import(
        &self,
        request: Request<wire::CreateImportRequest>,
    ) -> Result<Response<wire::CreateImportResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn get_import(
        &self,
        request: Request<wire::GetImportRequest>,
    ) -> Result<Response<wire::GetImportResponse>, Status> {
        Ok(Response::new(imports::get(&self.library, request.into_inner()).await?))
    }

    async fn advance_import(
        &self,
        request: Request<wire::AdvanceImportRequest>,
    ) -> Result<Response<wire::AdvanceImportResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn list_substitutions(
        &self,
        request: Request<wire::ListSubstitutionsRequest>,
    ) -> Result<Response<wire::ListSubstitutionsResponse>, Status> {
        Ok(Response::new(substitutions::list(&self.library, request.into_inner()).await?))
    }

    async fn put_substitution(
        &self,
        request: Request<wire::PutSubstitutionRequest>,
    ) -> Result<Response<wire::PutSubstitutionResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn delete_substitution(
        &self,
        request: Request<wire::DeleteSubstitutionRequest>,
    ) -> Result<Response<wire::DeleteSubstitutionResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }
}
