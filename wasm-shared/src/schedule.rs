//! What an edge does from time to time without being asked.

use std::rc::Rc;

use crate::{
    Isolate, catalog,
    http::RequestContext,
    observe::TraceContext,
    ports::{Clock, Entropy, Host},
    releases,
};

/// One run, as a host's timer starts it; every few minutes is often enough.
pub async fn run<H: Host>(isolate: &Rc<Isolate>, host: H) {
    let mut context = RequestContext {
        request_id: hex::encode(host.entropy().bytes::<16>()).into(),
        trace: TraceContext::continued(None, host.entropy()),
        isolate: Rc::clone(isolate),
        settings: isolate.settings(),
        started: host.clock().now(),
        host,
    };
    releases::refresh(&context).await;
    context.settings = isolate.settings();
    catalog::warm(&context).await;
}
