//! Sending the counts to the origin, after the response.

use std::time::Duration;

use super::{Level, log};
use crate::{
    auth::origin::{self, OriginError},
    catalog::model::Source,
    contract::telemetry::v1::{ReportRequest, ReportResponse, SourceState},
    http::{Code, RequestContext},
    ports::{Clock, Host, Tasks},
    releases::{self, Refused},
};

/// Sends what has gathered; a batch that does not arrive is kept for the next time, one that the origin
/// finds invalid is not.
pub fn send<H: Host>(context: &RequestContext<H>) {
    let batch = take(context);
    let background = context.clone();
    context.host.tasks().run_after_response(async move { deliver(&background, batch).await });
}

/// Sends what will have gathered by then, so that it does not wait for another request.
pub fn send_later<H: Host>(context: &RequestContext<H>, delay: Duration) {
    let background = context.clone();
    context.host.tasks().run_later(delay, async move {
        let now = background.host.clock().now();
        let wanted = background.isolate.counters.borrow_mut().wait_is_over(now);
        if wanted {
            let batch = take(&background);
            deliver(&background, batch).await;
        }
    });
}

fn take<H: Host>(context: &RequestContext<H>) -> ReportRequest {
    let isolate = &context.isolate;
    let instance = isolate.instance(context.host.entropy());
    let (now, states) = (context.host.clock().now(), source_states(context));
    let kind = isolate.config.edge_kind;
    let mut batch = isolate.counters.borrow_mut().take(now, instance, kind, states);
    let releases = isolate.releases.borrow();
    (batch.release, batch.candidate) = (releases.current(), releases.candidate());
    batch.refused_release = releases.refused().map(Refused::summary).unwrap_or_default();
    batch
}

async fn deliver<H: Host>(context: &RequestContext<H>, batch: ReportRequest) {
    let sent: Result<ReportResponse, OriginError> =
        origin::call(context, "/telemetry.v1.TelemetryService/Report", &batch).await;
    let unsent = match &sent {
        Ok(_) => None,
        Err(OriginError::Refused(problem)) if problem.code == Code::InvalidFields => {
            let (sequence, fields) = (batch.sequence.to_string(), format!("{:?}", problem.fields));
            let told = [("sequence", sequence.as_str()), ("reason", fields.as_str())];
            log(context, Level::Error, "telemetry.refused", &told);
            None
        }
        Err(_) => Some(batch),
    };
    context.isolate.counters.borrow_mut().settle(unsent);
    if let Ok(ReportResponse { settings_revision }) = sent {
        releases::follow(context, settings_revision).await;
    }
}

fn source_states<H: Host>(context: &RequestContext<H>) -> Vec<SourceState> {
    let isolate = &context.isolate;
    let now = context.host.clock().now();
    let (breakers, credentials) = (isolate.breakers.borrow(), isolate.credentials.borrow());
    let settings = isolate.settings();
    let state = |source: Source| SourceState {
        source: source.as_str().to_owned(),
        breaker: breakers.worst(source, now).as_str().to_owned(),
        credential: credentials.state(source, &settings).to_owned(),
    };
    Source::ALL.map(state).into()
}
