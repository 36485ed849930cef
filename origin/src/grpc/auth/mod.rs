//! `auth.v1.AuthService`

mod create_session;
mod end_session;
mod list_devices;
mod refresh_tokens;
mod request_sms_code;
mod verify_token;

use std::sync::Arc;

use tonic::{Request, Response, Status};
use wasm_shared::contract::auth::v1 as wire;

use super::generated::auth::auth_service_server::AuthService;
use crate::accounts::Accounts;

/// The service, on the accounts.
#[derive(Debug, Clone)]
pub(super) struct Auth(pub(super) Arc<Accounts>);

#[tonic::async_trait]
impl AuthService for Auth {
    async fn request_sms_code(
        &self,
        request: Request<wire::RequestSmsCodeRequest>,
    ) -> Result<Response<wire::RequestSmsCodeResponse>, Status> {
        Ok(Response::new(request_sms_code::handle(&self.0, request.into_inner()).await?))
    }

    async fn create_session(
        &self,
        request: Request<wire::CreateSessionRequest>,
    ) -> Result<Response<wire::CreateSessionResponse>, Status> {
        Ok(Response::new(create_session::handle(&self.0, request.into_inner()).await?))
    }

    async fn refresh_tokens(
        &self,
        request: Request<wire::RefreshTokensRequest>,
    ) -> Result<Response<wire::RefreshTokensResponse>, Status> {
        Ok(Response::new(refresh_tokens::handle(&self.0, request.into_inner()).await?))
    }

    async fn verify_token(
        &self,
        request: Request<wire::VerifyTokenRequest>,
    ) -> Result<Response<wire::VerifyTokenResponse>, Status> {
        Ok(Response::new(verify_token::handle(&self.0, request.into_inner()).await?))
    }

    async fn end_session(
        &self,
        request: Request<wire::EndSessionRequest>,
    ) -> Result<Response<wire::EndSessionResponse>, Status> {
        Ok(Response::new(end_session::handle(&self.0, request.into_inner()).await?))
    }

    async fn list_devices(
        &self,
        request: Request<wire::ListDevicesRequest>,
    ) -> Result<Response<wire::ListDevicesResponse>, Status> {
        Ok(Response::new(list_devices::handle(&self.0, request.into_inner()).await?))
    }

    async fn end_all_sessions(
        &self,
        _request: Request<wire::EndAllSessionsRequest>,
    ) -> Result<Response<wire::EndAllSessionsResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn rename_device(
        &self,
        _request: Request<wire::RenameDeviceRequest>,
    ) -> Result<Response<wire::RenameDeviceResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn end_device(
        &self,
        _request: Request<wire::EndDeviceRequest>,
    ) -> Result<Response<wire::EndDeviceResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn get_token_version(
        &self,
        _request: Request<wire::GetTokenVersionRequest>,
    ) -> Result<Response<wire::GetTokenVersionResponse>, Status> {
        Err(Status::unimplemented(""))
    }
}
