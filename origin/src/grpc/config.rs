//! `config.v1.ConfigService`

use std::sync::Arc;

use tonic::{Request, Response, Status};
use wasm_shared::{contract::config::v1 as wire, releases};

use super::{generated::config::config_service_server::ConfigService, refusal::Refusal};
use crate::{accounts::Fault, releases::Releases};

/// The service, on the configuration centre.
#[derive(Debug, Clone)]
pub(super) struct Config(pub(super) Arc<Releases>);

#[tonic::async_trait]
impl ConfigService for Config {
    async fn get_release(
        &self,
        _: Request<wire::GetReleaseRequest>,
    ) -> Result<Response<wire::GetReleaseResponse>, Status> {
        let standing = self.0.standing().await.map_err(Fault::from).map_err(Refusal::from)?;
        let candidate = standing.candidate.map(|candidate| wire::Candidate {
            release: Some(release(&candidate.release)),
            percent: candidate.percent.into(),
        });
        let (revision, current) = (standing.revision, Some(release(&standing.current)));
        Ok(Response::new(wire::GetReleaseResponse { revision, current, candidate }))
    }
}

fn release(release: &releases::Release) -> wire::Release {
    wire::Release { number: release.number, document: release.document.to_string() }
}
