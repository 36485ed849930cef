//! `user.v1.UserService`

mod delete_user;
mod export_user;
mod get_user;
mod update_user;

use std::sync::Arc;

use tonic::{Request, Response, Status};
use wasm_shared::contract::user::v1 as wire;

use super::generated::user::user_service_server::UserService;
use crate::accounts::Accounts;

/// The service, on the accounts.
#[derive(Debug, Clone)]
pub(super) struct Users(pub(super) Arc<Accounts>);

#[tonic::async_trait]
impl UserService for Users {
    async fn get_user(
        &self,
        request: Request<wire::GetUserRequest>,
    ) -> Result<Response<wire::GetUserResponse>, Status> {
        Ok(Response::new(get_user::handle(&self.0, request.into_inner()).await?))
    }

    async fn update_user(
        &self,
        request: Request<wire::UpdateUserRequest>,
    ) -> Result<Response<wire::UpdateUserResponse>, Status> {
        Ok(Response::new(update_user::handle(&self.0, request.into_inner()).await?))
    }

    async fn delete_user(
        &self,
        request: Request<wire::DeleteUserRequest>,
    ) -> Result<Response<wire::DeleteUserResponse>, Status> {
        Ok(Response::new(delete_user::handle(&self.0, request.into_inner()).await?))
    }

    async fn export_user(
        &self,
        request: Request<wire::ExportUserRequest>,
    ) -> Result<Response<wire::ExportUserResponse>, Status> {
        Ok(Response::new(export_user::handle(&self.0, request.into_inner()).await?))
    }
}
