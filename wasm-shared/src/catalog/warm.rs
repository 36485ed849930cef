//! What an edge does every few minutes without being asked: it gives sources that failed a chance to
//! show that they are back, and has the charts at hand before anybody opens them.
//!
//! Breakers belong to an isolate, so that the first of the two helps the isolate it runs in; the
//! charts go into the store and help all.

use super::{
    ask::ask,
    capabilities, charts, collections,
    model::Source,
    sources::{self, Operation, Page},
    track,
};
use crate::{
    http::RequestContext,
    ports::{Clock, Host},
    resilience::breaker::BreakerState,
};

/// How many of a source's charts are opened: those that stand first are what people look at.
const CHARTS: usize = 2;
/// What a recovering source is searched for: short, and found everywhere.
const QUERY: &str = "love";

/// Probes and fetches, source by source. What fails is logged and counted where it is asked.
pub async fn warm<H: Host>(context: &RequestContext<H>) {
    for &source in &context.settings.sources.order {
        probe(&context.begun_again(), source).await;
        if !capabilities::has(source, Operation::Charts) {
            continue;
        }
        let charts = charts::prefetch(&context.begun_again(), source).await;
        for chart in charts.into_iter().take(CHARTS) {
            collections::prefetch_chart(&context.begun_again(), chart.id).await;
        }
    }
}

/// One call through a breaker that waits for one.
async fn probe<H: Host>(context: &RequestContext<H>, source: Source) {
    let now = context.host.clock().now();
    let state = context.isolate.breakers.borrow_mut().get(source, Operation::Search).state(now);
    if state == BreakerState::HalfOpen {
        let deadline = track::deadline(context);
        // Its outcome is the breaker's; the tracks are nobody's.
        let _ = ask(context, source, Operation::Search, deadline, async |to| {
            sources::search(to, source, QUERY, Page { size: 1, number: 0 }).await
        })
        .await;
    }
}
