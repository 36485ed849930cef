//! Sending the counts to the origin, after the response.

use crate::{
    auth::origin::{self, OriginError},
    contract::telemetry::v1::{ReportRequest, ReportResponse},
    http::RequestContext,
    ports::{Clock, Entropy, Host, Tasks},
};

/// Sends what has gathered; a batch that does not arrive is kept for the next time.
pub fn send<H: Host>(context: &RequestContext<H>) {
    let isolate = &context.isolate;
    let instance =
        isolate.instance.get_or_init(|| hex::encode(context.host.entropy().bytes::<8>()));
    let batch: ReportRequest = isolate.counters.borrow_mut().take(
        context.host.clock().now(),
        instance,
        isolate.config.edge_kind,
    );
    let background = context.clone();
    context.host.tasks().run_after_response(async move {
        let sent: Result<ReportResponse, OriginError> =
            origin::call(&background, "/telemetry.v1.TelemetryService/Report", &batch).await;
        let unsent = sent.is_err().then_some(batch);
        background.isolate.counters.borrow_mut().settle(unsent);
    });
}
