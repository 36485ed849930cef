//! `GET /api/v1/sources`

use serde::Serialize;

use super::{model::Source, sources::operations};
use crate::{
    http::{RequestContext, Response},
    ordering::sort_short_by_key,
    ports::{BodyOf, Clock, Host},
};

/// A source as one isolate sees it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SourceStatus {
    source: Source,
    /// From 1; `null` for one that is not asked.
    order: Option<usize>,
    enabled: bool,
    /// `closed`, `half_open` or `open`: the worst of its operations'.
    breaker: &'static str,
    /// What it can be asked.
    operations: Vec<&'static str>,
    /// Share of good answers, 0 to 1, of the last seconds; `null` when it was not asked.
    success_rate: Option<f64>,
    /// Mean of those answers; `null` when it was not asked.
    latency_ms: Option<u64>,
    /// `none`, `untested`, `accepted` or `refused`: the operator's, never what they are.
    credentials: &'static str,
}

/// Every source, those that are asked first and in order.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SourceList {
    items: Vec<SourceStatus>,
    /// Always null.
    next_cursor: Option<String>,
}

/// Answers with the state of every source as this isolate sees it.
pub fn sources<H: Host>(context: &RequestContext<H>) -> Response<BodyOf<H>> {
    let settings = &context.settings;
    let now = context.host.clock().now();
    let breakers = context.isolate.breakers.borrow();
    let counters = context.isolate.counters.borrow();
    let credentials = context.isolate.credentials.borrow();
    let mut items: Vec<_> = Source::ALL
        .into_iter()
        .map(|source| {
            let order = settings.sources.order.iter().position(|known| *known == source);
            let (success_rate, latency_ms) = counters.source_figures(source).unzip();
            SourceStatus {
                source,
                order: order.map(|place| place + 1),
                enabled: order.is_some() && settings.sources.common(source).enabled,
                operations: operations(source).iter().map(|known| known.as_str()).collect(),
                breaker: breakers.worst(source, now).as_str(),
                success_rate,
                latency_ms,
                credentials: credentials.state(source, settings),
            }
        })
        .collect();
    sort_short_by_key(&mut items, |status| status.order.unwrap_or(usize::MAX));
    Response::json(200, &SourceList { items, next_cursor: None })
        .header("cache-control", "no-store")
}
