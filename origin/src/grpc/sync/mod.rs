//! `sync.v1.SyncService`

mod changes;
mod events;
mod playback;

use std::sync::Arc;

use tonic::{Request, Response, Status};
use wasm_shared::contract::user::v1 as wire;

use super::{generated::sync::sync_service_server::SyncService, write};
use crate::library::Library;

/// The service, on the libraries.
#[derive(Debug, Clone)]
pub(super) struct Sync(pub(super) Arc<Library>);

#[tonic::async_trait]
impl SyncService for Sync {
    async fn list_changes(
        &self,
        request: Request<wire::ListChangesRequest>,
    ) -> Result<Response<wire::ListChangesResponse>, Status> {
        Ok(Response::new(changes::list(&self.0, request.into_inner()).await?))
    }

    async fn list_events(
        &self,
        request: Request<wire::ListEventsRequest>,
    ) -> Result<Response<wire::ListEventsResponse>, Status> {
        Ok(Response::new(events::list(&self.0, request.into_inner()).await?))
    }

    async fn get_playback(
        &self,
        request: Request<wire::GetPlaybackRequest>,
    ) -> Result<Response<wire::GetPlaybackResponse>, Status> {
        Ok(Response::new(playback::get(&self.0, request.into_inner()).await?))
    }

    async fn put_playback(
        &self,
        request: Request<wire::PutPlaybackRequest>,
    ) -> Result<Response<wire::PutPlaybackResponse>, Status> {
        Ok(Response::new(write::handle(&self.0, request.into_inner()).await?))
    }
}
