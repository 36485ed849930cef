//! The bounds of the document's numbers: what validation holds them to and what forms show.

use std::fmt;

use serde_json::Value;

use super::tree;
use crate::resilience::rate_limit::TokenBuckets;

/// The least and the most that a number of the document may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The dotted name; `*` stands for any one part of it.
    pub field: &'static str,
    /// Included.
    pub least: f64,
    /// Included.
    pub most: f64,
}

const fn range(field: &'static str, least: f64, most: f64) -> Range {
    Range { field, least, most }
}

const MINUTE_MS: f64 = 60_000.0;
const DAY_S: f64 = 86_400.0;
const YEAR_S: f64 = 365.0 * DAY_S;
/// What one user or network is counted up to.
const MOST_CALLS: f64 = TokenBuckets::MAX_PER_MINUTE as f64;
/// An isolate has 128 MiB for everything.
const MOST_MEMORY: f64 = 96.0 * 1024.0 * 1024.0;

/// Every number of the document.
pub const RANGES: &[Range] = &[
    range("auth.jwks_fresh_s", 1.0, DAY_S),
    range("auth.jwks_cooldown_s", 0.0, 3_600.0),
    range("auth.remembered_tokens", 1.0, 100_000.0),
    range("auth.version_memory_s", 0.0, 60.0),
    range("auth.version_store_s", 1.0, 300.0),
    range("sources.*.common.timeout_ms", 100.0, MINUTE_MS),
    range("chain.deadline_ms", 100.0, MINUTE_MS),
    range("chain.hedge_after_ms", 0.0, MINUTE_MS),
    range("chain.hedge_after_least_ms", 0.0, MINUTE_MS),
    range("chain.probe_timeout_ms", 0.0, MINUTE_MS),
    range("chain.merge_after_ms", 0.0, MINUTE_MS),
    range("chain.retry_budget_ratio", 0.0, 1.0),
    range("chain.retry_budget_minimum", 0.0, 1_000.0),
    range("chain.candidates", 1.0, 100.0),
    range("breaker.consecutive_faults", 1.0, 1_000.0),
    range("breaker.open_ms", 100.0, 60.0 * MINUTE_MS),
    range("breaker.open_max_ms", 100.0, 1_440.0 * MINUTE_MS),
    range("matching.threshold", 0.0, 1.0),
    range("cache.memory_bytes", 0.0, MOST_MEMORY),
    range("cache.*.fresh_s", 0.0, YEAR_S),
    range("cache.*.revalidate_s", 0.0, YEAR_S),
    range("cache.*.stale_s", 0.0, YEAR_S),
    range("cache.cover_s", 0.0, YEAR_S),
    range("cache.partial_s", 0.0, DAY_S),
    range("cache.playback_cap_s.*", 0.0, DAY_S),
    range("sync.heartbeat_ms", 5_000.0, 60_000.0),
    range("sync.retention_days", 1.0, 30.0),
    range("sync.retention_events", 1.0, 10_000.0),
    range("sync.devices", 1.0, 100.0),
    range("sync.connections", 1.0, 1_000.0),
    range("sync.max_unsent_bytes", 131_072.0, 16_777_216.0),
    range("sync.max_frame_bytes", 1_024.0, 65_536.0),
    range("sync.frames_per_second", 1.0, 10_000.0),
    range("limits.body_bytes", 1_024.0, 1_048_576.0),
    range("limits.query_bytes", 1.0, 1_000.0),
    range("limits.sign_in_per_minute", 0.0, MOST_CALLS),
    range("limits.calls_per_minute", 0.0, MOST_CALLS),
    range("log.request_sample", 0.0, 1.0),
    // Workers end what is left to do 30 s after a response, a call that takes its time included.
    range("telemetry.report_after_ms", 100.0, 20_000.0),
];

impl Range {
    /// That of a number by its dotted name.
    pub fn of(field: &str) -> Option<&'static Self> {
        RANGES.iter().find(|range| range.is_of(field))
    }

    fn is_of(&self, field: &str) -> bool {
        let (mut pattern, mut parts) = (self.field.split('.'), field.split('.'));
        loop {
            match (pattern.next(), parts.next()) {
                (None, None) => return true,
                (Some(wanted), Some(part)) if wanted == "*" || wanted == part => {}
                _ => return false,
            }
        }
    }
}

/// What the bounds are.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be between {} and {}", self.least, self.most)
    }
}

/// The numbers of `document` that are outside their ranges.
pub(super) fn violations(document: &Value) -> impl Iterator<Item = (String, &'static Range)> {
    tree::leaves(document).into_iter().filter_map(|(field, value)| {
        let (number, range) = (value.as_f64()?, Range::of(&field)?);
        let holds = (range.least..=range.most).contains(&number);
        (!holds).then_some((field, range))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn every_number_has_one_range_and_every_range_a_number() {
        let document = serde_json::to_value(Settings::default()).unwrap();
        let leaves = tree::leaves(&document);
        let numbers: Vec<_> = leaves.iter().filter(|(_, value)| value.is_number()).collect();
        for (field, _) in &numbers {
            let of_it = RANGES.iter().filter(|range| range.is_of(field)).count();
            assert_eq!(of_it, 1, "{field}");
        }
        for range in RANGES {
            assert!(numbers.iter().any(|(field, _)| range.is_of(field)), "{}", range.field);
        }
    }

    #[test]
    fn bounds_are_included() {
        let document = |value: f64| serde_json::json!({"matching": {"threshold": value}});
        for within in [0.0, 0.5, 1.0] {
            assert_eq!(violations(&document(within)).count(), 0);
        }
        for beyond in [-0.001, 1.001] {
            let found: Vec<_> = violations(&document(beyond)).collect();
            assert_eq!(found[0].0, "matching.threshold");
            assert_eq!(found[0].1.to_string(), "must be between 0 and 1");
        }
    }
}
