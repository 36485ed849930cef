use serde::{Deserialize, Serialize};

/// How sources are asked one after another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ChainSettings {
    /// All that one request may take upstream, in milliseconds.
    pub deadline_ms: u64,
    /// When the current source has not answered after this long, the next is asked as well, in
    /// milliseconds. A source that is known to answer sooner is overtaken sooner: after what 95 of
    /// 100 of its last calls took.
    pub hedge_after_ms: u64,
    /// The least wait before a source is overtaken, however quick it usually is, in milliseconds.
    pub hedge_after_least_ms: u64,
    /// How long the first bytes of the audio are waited for, in milliseconds.
    pub probe_timeout_ms: u64,
    /// Of sources that are asked together, how long the late ones are waited for once another has
    /// answered, counted from the beginning, in milliseconds.
    pub merge_after_ms: u64,
    /// Retries may be at most this share of calls.
    pub retry_budget_ratio: f64,
    /// Retries that are always allowed at once, however few calls there are.
    pub retry_budget_minimum: u32,
    /// How many candidates of a source are matched against the track that is sought.
    pub candidates: u32,
}

impl Default for ChainSettings {
    fn default() -> Self {
        Self {
            deadline_ms: 8_000,
            hedge_after_ms: 1_500,
            hedge_after_least_ms: 250,
            probe_timeout_ms: 2_000,
            merge_after_ms: 2_000,
            // Envoy's retry budget: 20 % of active requests, at least 3.
            retry_budget_ratio: 0.2,
            retry_budget_minimum: 3,
            candidates: 20,
        }
    }
}

/// When a failing source is left alone. The figures are those of Envoy's outlier detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BreakerSettings {
    /// Faults in a row that open the breaker.
    pub consecutive_faults: u32,
    /// How long it stays open the first time, in milliseconds; each further time in a row as much
    /// longer.
    pub open_ms: u64,
    /// The longest it stays open, in milliseconds.
    pub open_max_ms: u64,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self { consecutive_faults: 5, open_ms: 30_000, open_max_ms: 300_000 }
    }
}

/// When two recordings are the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MatchingSettings {
    /// The least score, 0 to 1, of an accepted substitute.
    pub threshold: f64,
}

impl Default for MatchingSettings {
    fn default() -> Self {
        // On the half of the labelled set that is for fitting, all from 0.50 to 0.86 are equally
        // right: what tells recordings apart decides by itself. Just above what a title is worth
        // when neither performers nor length are known.
        Self { threshold: 0.77 }
    }
}
