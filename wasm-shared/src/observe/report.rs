//! Sending the counts to the origin, after the response.

use std::time::Duration;

use crate::{
    auth::origin::{self, OriginError},
    contract::telemetry::v1::{ReportRequest, ReportResponse},
    http::RequestContext,
    ports::{Clock, Entropy, Host, Tasks},
};

/// How long counts gather where they would be lost with the isolate.
const SOON: Duration = Duration::from_millis(750);

/// Sends what gathers in a short while, unless it is sent before. The isolate is kept until then.
pub fn send_soon<H: Host>(context: &RequestContext<H>) {
    let background = context.clone();
    context.host.tasks().run_after_response(async move {
        loop {
            background.host.clock().sleep(SOON).await;
            let may_send = background.isolate.counters.borrow().may_send();
            match may_send {
                Some(true) => return send(&background),
                Some(false) => {}
                None => return,
            }
        }
    });
}

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
