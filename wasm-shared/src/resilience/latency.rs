//! How long calls take, so that a source is only overtaken when it is slower than it usually is.

use std::time::Duration;

use crate::catalog::{model::Source, sources::Operation};

/// How many of the last calls are looked at.
const KEPT: usize = 32;
/// With fewer than this many the 95th percentile says nothing.
const ENOUGH: usize = 12;

/// How long the last calls of one operation of one source took, as one isolate saw it.
#[derive(Debug, Clone, Copy)]
pub struct Latencies {
    /// Milliseconds; the first `filled` are set.
    millis: [u16; KEPT],
    filled: usize,
    next: usize,
}

impl Default for Latencies {
    fn default() -> Self {
        Self { millis: [0; KEPT], filled: 0, next: 0 }
    }
}

impl Latencies {
    /// Counts a call that was answered.
    pub fn record(&mut self, took: Duration) {
        self.millis[self.next] = u16::try_from(took.as_millis()).unwrap_or(u16::MAX);
        self.next = (self.next + 1) % KEPT;
        self.filled = KEPT.min(self.filled + 1);
    }

    /// What 95 of 100 of the last calls did not exceed; `None` while too few are known.
    pub fn p95(&self) -> Option<Duration> {
        let mut known = self.millis;
        let known = &mut known[..self.filled];
        if known.len() < ENOUGH {
            return None;
        }
        known.sort_unstable();
        let place = (known.len() * 95).div_ceil(100) - 1;
        Some(Duration::from_millis(u64::from(known[place])))
    }
}

/// The latencies of each operation of each source.
#[derive(Debug, Default)]
pub struct LatencyBoard([[Latencies; Operation::ALL.len()]; Source::ALL.len()]);

impl LatencyBoard {
    /// Those of `operation` at `source`.
    pub fn get(&mut self, source: Source, operation: Operation) -> &mut Latencies {
        &mut self.0[source.index()][operation.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(millis: impl IntoIterator<Item = u64>) -> Option<u128> {
        let mut latencies = Latencies::default();
        for millis in millis {
            latencies.record(Duration::from_millis(millis));
        }
        latencies.p95().map(|p95| p95.as_millis())
    }

    #[test]
    fn it_takes_some_calls_to_know() {
        assert_eq!(of(1..12), None);
        assert_eq!(of(1..=12), Some(12));
    }

    #[test]
    fn one_slow_call_in_thirty_two_is_not_usual_and_two_are() {
        assert_eq!(of((0..31).map(|_| 100).chain([5_000])), Some(100));
        assert_eq!(of((0..30).map(|_| 100).chain([5_000, 5_000])), Some(5_000));
    }

    #[test]
    fn what_is_long_ago_does_not_count() {
        assert_eq!(of((0..100).map(|_| 9_000).chain((0..32).map(|_| 80))), Some(80));
        assert_eq!(of((0..32).map(|_| 1_000_000)), Some(u128::from(u16::MAX)));
    }
}
