//! What the edges counted, rolled up by the hour.

mod report;

use std::collections::BTreeMap;

pub use report::{Batch, InvalidBatch, ReportError, Telemetry};

/// Sums over requests or calls that ended alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many.
    pub count: i64,
    /// Milliseconds they took together.
    pub duration_ms_sum: i64,
    /// Milliseconds the slowest took.
    pub duration_ms_max: i64,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.duration_ms_sum = self.duration_ms_sum.saturating_add(other.duration_ms_sum);
        self.duration_ms_max = self.duration_ms_max.max(other.duration_ms_max);
    }
}

/// What requests have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestKey {
    /// The pattern, for example `/api/v1/tracks/{id}`.
    pub route: String,
    /// The method.
    pub method: String,
    /// The status.
    pub status: i32,
    /// `memory`, `kv`, `stale`, `miss`, or empty.
    pub cache: String,
}

/// What calls to sources have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceKey {
    /// The source.
    pub source: String,
    /// The operation.
    pub operation: String,
    /// The outcome.
    pub outcome: String,
}

/// A key and its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<K> {
    /// What they have in common.
    pub key: K,
    /// The sums.
    pub sums: Sums,
}

/// Requests that ended alike.
pub type RequestTally = Tally<RequestKey>;
/// Calls to a source that ended alike.
pub type SourceTally = Tally<SourceKey>;

/// Folds equal keys into one, in the order of the keys.
fn fold<K: Ord>(items: impl IntoIterator<Item = Tally<K>>) -> Vec<Tally<K>> {
    let mut folded = BTreeMap::<K, Sums>::new();
    for Tally { key, sums } in items {
        folded.entry(key).or_default().add(sums);
    }
    folded.into_iter().map(|(key, sums)| Tally { key, sums }).collect()
}
