//! What is known of the service as a whole.

mod live;
mod overview;
mod series;

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::AdminState;
use crate::stats::Totals;

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(overview::overview))
        .routes(routes!(series::series))
        .routes(routes!(live::live))
}

/// Sums over a stretch of time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Totals)]
struct TotalsBody {
    requests: i64,
    /// Those that ended in a fault (5xx).
    requests_failed: i64,
    /// Searches that were answered.
    searches: i64,
    /// Sessions that began.
    sign_ins: i64,
    cache_memory: i64,
    cache_kv: i64,
    cache_stale: i64,
    cache_miss: i64,
    /// Listeners who were told where to play a track.
    plays: i64,
    plays_failed: i64,
    /// Plays of another track than the one asked for.
    plays_substituted: i64,
    /// By the source that plays.
    plays_by_source: BTreeMap<String, i64>,
    /// Half of the requests took at most so many milliseconds.
    p50_ms: Option<f64>,
    /// Nineteen of twenty.
    p95_ms: Option<f64>,
    sms_sent: i64,
    sms_failed: i64,
}

impl From<&Totals> for TotalsBody {
    fn from(totals: &Totals) -> Self {
        Self {
            requests: totals.requests,
            requests_failed: totals.requests_failed,
            searches: totals.searches,
            sign_ins: totals.sign_ins,
            cache_memory: totals.cache_memory,
            cache_kv: totals.cache_kv,
            cache_stale: totals.cache_stale,
            cache_miss: totals.cache_miss,
            plays: totals.plays,
            plays_failed: totals.plays_failed,
            plays_substituted: totals.plays_substituted,
            plays_by_source: totals.plays_by_source.iter().cloned().collect(),
            p50_ms: totals.durations.percentile(0.5),
            p95_ms: totals.durations.percentile(0.95),
            sms_sent: totals.sms_sent,
            sms_failed: totals.sms_failed,
        }
    }
}
