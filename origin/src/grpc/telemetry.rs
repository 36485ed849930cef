//! `telemetry.v1.TelemetryService`

use std::sync::Arc;

use chrono::DateTime;
use tonic::{Request, Response, Status};
use wasm_shared::contract::telemetry::v1 as wire;

use super::{generated::telemetry::telemetry_service_server::TelemetryService, refusal::Refusal};
use crate::{
    accounts::Fault,
    releases::Releases,
    telemetry::{
        Batch, DurationTally, PlaybackKey, PlaybackTally, RequestKey, RequestTally, SourceKey,
        SourceState, SourceTally, Subject, Sums, Tally, Telemetry, durations,
    },
};

/// The service, on the intake.
#[derive(Debug, Clone)]
pub(super) struct Intake {
    pub(super) telemetry: Arc<Telemetry>,
    pub(super) releases: Arc<Releases>,
}

#[tonic::async_trait]
impl TelemetryService for Intake {
    async fn report(
        &self,
        request: Request<wire::ReportRequest>,
    ) -> Result<Response<wire::ReportResponse>, Status> {
        let request = request.into_inner();
        let (instance, kind) = (request.edge_instance.clone(), request.edge_kind.clone());
        let goes_by = (request.release, request.candidate);
        let refused = request.refused_release.clone();
        self.telemetry.report(batch(request)?).await.map_err(Refusal::from)?;
        let reported = self.releases.instance_reported(instance, kind, goes_by, &refused).await;
        reported.map_err(Fault::from).map_err(Refusal::from)?;
        Ok(Response::new(wire::ReportResponse { settings_revision: self.releases.revision() }))
    }
}

fn batch(request: wire::ReportRequest) -> Result<Batch, Refusal> {
    let from = DateTime::from_timestamp_millis(request.from_ms)
        .ok_or_else(|| Refusal::invalid_field("from_ms", "must be within the last day"))?;
    let durations = all_durations(&request).ok_or_else(|| {
        Refusal::invalid_field("duration_buckets", "must be empty or one number a bucket")
    })?;
    Ok(Batch {
        durations,
        edge_instance: request.edge_instance,
        edge_kind: request.edge_kind,
        sequence: request.sequence,
        from,
        requests: request.requests.into_iter().map(request_tally).collect(),
        sources: request.sources.into_iter().map(source_tally).collect(),
        playbacks: request.playbacks.into_iter().map(playback_tally).collect(),
        source_states: request.source_states.into_iter().map(source_state).collect(),
    })
}

/// How long requests took by route, and calls by source; `None` for buckets of another making.
fn all_durations(request: &wire::ReportRequest) -> Option<Vec<DurationTally>> {
    let routes = request
        .requests
        .iter()
        .map(|count| durations(Subject::Route, &count.route, &count.duration_buckets));
    let sources = request
        .sources
        .iter()
        .map(|count| durations(Subject::Source, &count.source, &count.duration_buckets));
    let all: Vec<_> = routes.chain(sources).collect::<Option<_>>()?;
    Some(all.into_iter().flatten().collect())
}

fn request_tally(count: wire::RequestCount) -> RequestTally {
    RequestTally {
        sums: Sums::from_wire(count.count, count.duration_ms_sum, count.duration_ms_max),
        key: RequestKey {
            route: count.route,
            method: count.method,
            status: i32::try_from(count.status).unwrap_or(i32::MAX),
            cache: count.cache,
        },
    }
}

fn source_tally(count: wire::SourceCount) -> SourceTally {
    SourceTally {
        sums: Sums::from_wire(count.count, count.duration_ms_sum, count.duration_ms_max),
        key: SourceKey { source: count.source, operation: count.operation, outcome: count.outcome },
    }
}

fn playback_tally(count: wire::PlaybackCount) -> PlaybackTally {
    let wire::PlaybackCount { source, outcome, substituted, count } = count;
    let sums = i64::try_from(count).unwrap_or(i64::MAX);
    Tally { key: PlaybackKey { source, outcome, substituted }, sums }
}

fn source_state(state: wire::SourceState) -> SourceState {
    let wire::SourceState { source, breaker, credential } = state;
    SourceState { source, breaker, credential }
}
