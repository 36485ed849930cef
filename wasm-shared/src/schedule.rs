//! What an edge does from time to time without being asked.

use std::rc::Rc;

use crate::{
    Isolate, catalog,
    http::RequestContext,
    observe::TraceContext,
    ports::{Clock, Entropy, Host},
};

/// One run, as a host's timer starts it; every few minutes is often enough.
pub async fn run<H: Host>(isolate: &Rc<Isolate>, host: H) {
    let context = RequestContext {
        request_id: hex::encode(host.entropy().bytes::<16>()).into(),
        trace: TraceContext::continued(None, host.entropy()),
        isolate: Rc::clone(isolate),
        started: host.clock().now(),
        host,
    };
    catalog::warm(&context).await;
}
