use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use wasm_shared::catalog::{Outcome, model::Source};

use super::{Durations, Range, Statistics, Step};
use crate::{
    store::{
        self,
        source_states::{self, SourceStanding},
        stats,
    },
    telemetry::Subject,
};

/// An edge that has not reported for so long is not asked how a source stands: its breaker would stay
/// open for ever.
const LATELY: TimeDelta = TimeDelta::minutes(5);

/// How a source does: what the edges say of it now, and its calls of this hour and the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceHealth {
    /// Which.
    pub source: Source,
    /// What the edges say; `None` when none reported lately.
    pub standing: Option<SourceStanding>,
    /// Calls that went out.
    pub calls: i64,
    /// Share of them, 0 to 1, that were no faults; a denial is none. `None` without calls.
    pub success_rate: Option<f64>,
    /// Half of them took at most so many milliseconds.
    pub p50_ms: Option<f64>,
    /// Nineteen of twenty.
    pub p95_ms: Option<f64>,
}

impl SourceHealth {
    /// When an edge last reported.
    pub fn seen_at(&self) -> Option<DateTime<Utc>> {
        self.standing.as_ref().map(|standing| standing.seen_at)
    }
}

impl Statistics {
    /// How every source does.
    pub async fn source_health(&self) -> Result<Vec<SourceHealth>, store::Error> {
        let now = self.clock.now();
        let hour = Step::Hour.start(now);
        let range = Range {
            step: Step::Hour,
            from: hour - Step::Hour.length(),
            to: hour + Step::Hour.length(),
        };
        let mut connection = self.store.connection().await?;
        let standings = source_states::list(&mut connection, now - LATELY).await?;
        let figures = stats::source_figures(&mut connection, range.from, &faults()).await?;
        let subject = Subject::Source.as_str();
        let buckets = stats::durations(&mut connection, &range, subject, None).await?;
        let mut durations = HashMap::<String, Durations>::new();
        for bucket in buckets {
            durations.entry(bucket.name).or_default().add(bucket.bound_ms, bucket.times);
        }
        let health = |source: Source| {
            let name = source.as_str();
            let figures = figures.iter().find(|(known, ..)| known == name);
            let (calls, faults) = figures.map_or((0, 0), |(_, calls, faults)| (*calls, *faults));
            let took = durations.get(name);
            SourceHealth {
                source,
                standing: standings.iter().find(|standing| standing.source == name).cloned(),
                calls,
                success_rate: success_rate(calls, faults),
                p50_ms: took.and_then(|took| took.percentile(0.5)),
                p95_ms: took.and_then(|took| took.percentile(0.95)),
            }
        };
        Ok(Source::ALL.map(health).into())
    }
}

#[expect(clippy::cast_precision_loss, reason = "calls of two hours, far below 2⁵²")]
fn success_rate(calls: i64, faults: i64) -> Option<f64> {
    (calls > 0).then(|| (calls - faults) as f64 / calls as f64)
}

/// The outcomes that are a source's own failing.
pub(super) fn faults() -> Vec<String> {
    let faults = Outcome::ALL.into_iter().filter(|outcome| outcome.is_fault());
    faults.map(|outcome| outcome.as_str().to_owned()).collect()
}
