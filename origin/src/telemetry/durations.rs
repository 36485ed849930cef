use wasm_shared::observe::BOUNDS_MS;

use super::{DurationTally, Tally};

/// What durations of one bucket have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DurationKey {
    /// What took so long.
    pub subject: Subject,
    /// Which of them: the route's pattern, or the source.
    pub name: String,
    /// The bucket's upper bound; `i32::MAX` for the one above all bounds.
    pub bound_ms: i32,
}

/// What is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A request, from its coming to its answer.
    Route,
    /// A call of a source.
    Source,
}

impl Subject {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Source => "source",
        }
    }
}

/// The buckets as edges send them, without those that are empty; `None` when they are not as many as
/// there are bounds and one more.
pub fn durations(subject: Subject, name: &str, buckets: &[u64]) -> Option<Vec<DurationTally>> {
    if buckets.is_empty() {
        return Some(Vec::new());
    }
    let bounds = BOUNDS_MS.iter().map(|bound| i32::try_from(*bound).unwrap_or(i32::MAX));
    let bounds: Vec<i32> = bounds.chain([i32::MAX]).collect();
    let tally = |(bound_ms, times): (i32, &u64)| Tally {
        key: DurationKey { subject, name: name.to_owned(), bound_ms },
        sums: i64::try_from(*times).unwrap_or(i64::MAX),
    };
    let counted = bounds.iter().copied().zip(buckets).filter(|(_, times)| **times > 0);
    (buckets.len() == bounds.len()).then(|| counted.map(tally).collect())
}
