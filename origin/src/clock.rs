//! Time as an argument: every rule that depends on it is given a [`Clock`].

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};
use wasm_shared::ports::Timestamp;

/// Where the time comes from. Clones of a manual clock move together.
#[derive(Debug, Clone, Default)]
pub struct Clock(Source);

#[derive(Debug, Clone, Default)]
enum Source {
    #[default]
    System,
    /// Milliseconds since the epoch.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The time of the machine.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start` until it is told to [`advance`](Self::advance).
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(start.timestamp_millis()))))
    }

    /// Now, in whole milliseconds, so that a value written to the database reads back equal.
    pub fn now(&self) -> DateTime<Utc> {
        let millis = match &self.0 {
            Source::System => Utc::now().timestamp_millis(),
            Source::Manual(millis) => millis.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp_millis(millis).expect("a clock shows a year below 262,000")
    }

    /// Now, as the core counts it.
    pub fn timestamp(&self) -> Timestamp {
        Timestamp::from_millis(self.now().timestamp_millis())
    }

    /// Moves a manual clock; the machine's own is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Manual(millis) = &self.0 {
            millis.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let start = DateTime::from_timestamp_millis(1_700_000_000_123).unwrap();
        let clock = Clock::manual(start);
        let same = clock.clone();
        assert_eq!(clock.now(), start);
        same.advance(TimeDelta::seconds(61));
        assert_eq!(clock.now(), start + TimeDelta::seconds(61));
    }
}
