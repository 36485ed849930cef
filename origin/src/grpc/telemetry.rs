//! `telemetry.v1.TelemetryService`

use std::sync::Arc;

use chrono::DateTime;
use tonic::{Request, Response, Status};
use wasm_shared::contract::telemetry::v1 as wire;

use super::{generated::telemetry::telemetry_service_server::TelemetryService, refusal::Refusal};
use crate::telemetry::{Batch, RequestKey, RequestTally, SourceKey, SourceTally, Sums, Telemetry};

/// The service, on the intake.
#[derive(Debug, Clone)]
pub(super) struct Intake(pub(super) Arc<Telemetry>);

#[tonic::async_trait]
impl TelemetryService for Intake {
    async fn report(
        &self,
        request: Request<wire::ReportRequest>,
    ) -> Result<Response<wire::ReportResponse>, Status> {
        let batch = batch(request.into_inner())?;
        self.0.report(batch).await.map_err(Refusal::from)?;
        Ok(Response::new(wire::ReportResponse {}))
    }
}

fn batch(request: wire::ReportRequest) -> Result<Batch, Refusal> {
    let from = DateTime::from_timestamp_millis(request.from_ms)
        .ok_or_else(|| Refusal::invalid_field("from_ms", "must be within the last day"))?;
    Ok(Batch {
        edge_instance: request.edge_instance,
        edge_kind: request.edge_kind,
        sequence: request.sequence,
        from,
        requests: request.requests.into_iter().map(request_tally).collect(),
        sources: request.sources.into_iter().map(source_tally).collect(),
    })
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
