//! What the edges counted, rolled up by the hour.

mod durations;
mod report;

use std::collections::BTreeMap;

pub use durations::{DurationKey, Subject, durations};
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

/// What playbacks have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaybackKey {
    /// Who plays; empty where nobody does.
    pub source: String,
    /// `ok`, or the code of the problem.
    pub outcome: String,
    /// Whether another track plays than the one asked for.
    pub substituted: bool,
}

/// How a source stands with the edge that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceState {
    /// The source.
    pub source: String,
    /// `closed`, `open` or `half_open`.
    pub breaker: String,
    /// `none`, `untested`, `accepted` or `refused`.
    pub credential: String,
}

/// A key and its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<K, V = Sums> {
    /// What they have in common.
    pub key: K,
    /// The sums.
    pub sums: V,
}

/// Requests that ended alike.
pub type RequestTally = Tally<RequestKey>;
/// Calls to a source that ended alike.
pub type SourceTally = Tally<SourceKey>;
/// How many took so long.
pub type DurationTally = Tally<DurationKey, i64>;
/// How many were answered alike where to play a track.
pub type PlaybackTally = Tally<PlaybackKey, i64>;

/// What can be added up.
trait Summable: Default {
    fn add(&mut self, other: Self);
}

impl Summable for Sums {
    fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.duration_ms_sum = self.duration_ms_sum.saturating_add(other.duration_ms_sum);
        self.duration_ms_max = self.duration_ms_max.max(other.duration_ms_max);
    }
}

impl Summable for i64 {
    fn add(&mut self, other: Self) {
        *self = self.saturating_add(other);
    }
}

/// Folds equal keys into one, in the order of the keys.
fn fold<K: Ord, V: Summable>(items: impl IntoIterator<Item = Tally<K, V>>) -> Vec<Tally<K, V>> {
    let mut folded = BTreeMap::<K, V>::new();
    for Tally { key, sums } in items {
        folded.entry(key).or_default().add(sums);
    }
    folded.into_iter().map(|(key, sums)| Tally { key, sums }).collect()
}
