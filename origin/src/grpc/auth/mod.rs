//! `auth.v1.AuthService`

mod create_session;
mod end_all_sessions;
mod end_device;
mod end_session;
mod get_token_version;
mod list_devices;
mod refresh_tokens;
mod rename_device;
mod request_sms_code;
mod verify_token;

use std::sync::Arc;

use tonic::{Request, Response, Status};
use wasm_shared::contract::auth::v1 as wire;

use super::{generated::auth::auth_service_server::AuthService, write};
use crate::{accounts::Accounts, library::Library};

/// The service, on the accounts. Changes go through the library, which knows a call made again.
#[derive(Debug, Clone)]
pub(super) struct Auth {
    pub(super) accounts: Arc<Accounts>,
    pub(super) library: Arc<Library>,
}

#[tonic::async_trait]
impl AuthService for Auth {
    async fn request_sms_code(
        &self,
        request: Request<wire::RequestSmsCodeRequest>,
    ) -> Result<Response<wire::RequestSmsCodeResponse>, Status> {
        Ok(Response::new(request_sms_code::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn create_session(
        &self,
        request: Request<wire::CreateSessionRequest>,
    ) -> Result<Response<wire::CreateSessionResponse>, Status> {
        Ok(Response::new(create_session::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn refresh_tokens(
        &self,
        request: Request<wire::RefreshTokensRequest>,
    ) -> Result<Response<wire::RefreshTokensResponse>, Status> {
        Ok(Response::new(refresh_tokens::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn verify_token(
        &self,
        request: Request<wire::VerifyTokenRequest>,
    ) -> Result<Response<wire::VerifyTokenResponse>, Status> {
        Ok(Response::new(verify_token::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn end_session(
        &self,
        request: Request<wire::EndSessionRequest>,
    ) -> Result<Response<wire::EndSessionResponse>, Status> {
        Ok(Response::new(end_session::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn list_devices(
        &self,
        request: Request<wire::ListDevicesRequest>,
    ) -> Result<Response<wire::ListDevicesResponse>, Status> {
        Ok(Response::new(list_devices::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn end_all_sessions(
        &self,
        request: Request<wire::EndAllSessionsRequest>,
    ) -> Result<Response<wire::EndAllSessionsResponse>, Status> {
        Ok(Response::new(end_all_sessions::handle(&self.accounts, request.into_inner()).await?))
    }

    async fn rename_device(
        &self,
        request: Request<wire::RenameDeviceRequest>,
    ) -> Result<Response<wire::RenameDeviceResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn end_device(
        &self,
        request: Request<wire::EndDeviceRequest>,
    ) -> Result<Response<wire::EndDeviceResponse>, Status> {
        Ok(Response::new(write::handle(&self.library, request.into_inner()).await?))
    }

    async fn get_token_version(
        &self,
        request: Request<wire::GetTokenVersionRequest>,
    ) -> Result<Response<wire::GetTokenVersionResponse>, Status> {
        Ok(Response::new(get_token_version::handle(&self.accounts, request.into_inner()).await?))
    }
}
