//! A circuit breaker by consecutive faults, so that the volume of traffic does not matter.

use std::time::Duration;

use crate::{
    catalog::{model::Source, sources::Operation},
    ports::Timestamp,
    settings::BreakerSettings,
};

/// What a breaker lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerState {
    /// Everything.
    Closed,
    /// Nothing.
    Open,
    /// One call, whose outcome decides.
    HalfOpen,
}

impl BreakerState {
    /// The name in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half_open",
        }
    }
}

/// The breaker of one operation of one source, as one isolate sees it.
///
/// It opens after a number of faults in a row, for a time that grows with each opening in a row,
/// and then lets one probe through: a good answer closes it, a fault opens it again.
#[derive(Debug, Clone, Copy, Default)]
pub struct Breaker {
    faults: u32,
    openings: u32,
    open_until: Option<Timestamp>,
    probe_until: Option<Timestamp>,
}

/// The longest a probe may take before another is let through. A probe whose request was dropped
/// never reports; without a bound it would keep the breaker open for good.
const PROBE_BOUND: Duration = Duration::from_secs(10);

impl Breaker {
    /// What the breaker would do with a call now.
    pub fn state(&self, now: Timestamp) -> BreakerState {
        match self.open_until {
            None => BreakerState::Closed,
            Some(until) if now < until => BreakerState::Open,
            Some(_) => BreakerState::HalfOpen,
        }
    }

    /// Whether a call may go out now. In the half-open state the first to ask becomes the probe.
    pub fn try_acquire(&mut self, now: Timestamp) -> bool {
        match self.state(now) {
            BreakerState::Closed => true,
            BreakerState::Open => false,
            BreakerState::HalfOpen => {
                let free = self.probe_until.is_none_or(|until| now >= until);
                if free {
                    self.probe_until = Some(now + PROBE_BOUND);
                }
                free
            }
        }
    }

    /// The source answered; a denial is an answer.
    pub fn record_answer(&mut self) {
        *self = Self::default();
    }

    /// The source failed.
    pub fn record_fault(&mut self, now: Timestamp, settings: &BreakerSettings) {
        self.faults = self.faults.saturating_add(1);
        let failed_probe = self.state(now) == BreakerState::HalfOpen;
        let tripped = self.open_until.is_none() && self.faults >= settings.consecutive_faults;
        if failed_probe || tripped {
            self.openings = self.openings.saturating_add(1);
            let open_ms =
                settings.open_ms.saturating_mul(u64::from(self.openings)).min(settings.open_max_ms);
            self.open_until = Some(now + Duration::from_millis(open_ms));
            self.probe_until = None;
        }
    }

    /// The call was given up before it ended, which says nothing about the source.
    pub fn record_abandoned(&mut self) {
        self.probe_until = None;
    }
}

/// One breaker for each operation of each source.
#[derive(Debug, Default)]
pub struct BreakerBoard([[Breaker; Operation::ALL.len()]; Source::ALL.len()]);

impl BreakerBoard {
    /// The breaker of `operation` at `source`.
    pub fn get(&mut self, source: Source, operation: Operation) -> &mut Breaker {
        &mut self.0[source.index()][operation.index()]
    }

    /// The worst state among a source's operations.
    pub fn worst(&self, source: Source, now: Timestamp) -> BreakerState {
        let states = self.0[source.index()].map(|breaker| breaker.state(now));
        [BreakerState::Open, BreakerState::HalfOpen]
            .into_iter()
            .find(|state| states.contains(state))
            .unwrap_or(BreakerState::Closed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SETTINGS: BreakerSettings =
        BreakerSettings { consecutive_faults: 3, open_ms: 1_000, open_max_ms: 2_500 };

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn tripped() -> Breaker {
        let mut breaker = Breaker::default();
        for _ in 0..3 {
            assert!(breaker.try_acquire(at(0)));
            breaker.record_fault(at(0), &SETTINGS);
        }
        breaker
    }

    #[test]
    fn consecutive_faults_open_it_and_an_answer_between_them_does_not() {
        let mut breaker = Breaker::default();
        for _ in 0..10 {
            breaker.record_fault(at(0), &SETTINGS);
            breaker.record_fault(at(0), &SETTINGS);
            breaker.record_answer();
        }
        assert_eq!(breaker.state(at(0)), BreakerState::Closed);
        assert_eq!(tripped().state(at(999)), BreakerState::Open);
        assert!(!tripped().try_acquire(at(999)));
    }

    #[test]
    fn one_probe_decides() {
        let mut breaker = tripped();
        assert!(breaker.try_acquire(at(1_000)));
        assert!(!breaker.try_acquire(at(1_001)), "a second probe beside the first");
        breaker.record_answer();
        assert_eq!(breaker.state(at(1_001)), BreakerState::Closed);
    }

    #[test]
    fn each_failed_probe_opens_it_longer_up_to_the_bound() {
        let mut breaker = tripped();
        let mut now = 1_000;
        for expected in [2_000, 2_500, 2_500] {
            assert!(breaker.try_acquire(at(now)));
            breaker.record_fault(at(now), &SETTINGS);
            assert!(!breaker.try_acquire(at(now + expected - 1)));
            now += expected;
        }
    }

    #[test]
    fn a_probe_that_never_reports_does_not_keep_it_open() {
        let mut breaker = tripped();
        assert!(breaker.try_acquire(at(1_000)));
        assert!(breaker.try_acquire(at(1_000) + PROBE_BOUND));
        breaker.record_abandoned();
        assert!(breaker.try_acquire(at(1_001)));
    }

    proptest! {
        /// However calls end, an open breaker lets something through again within its bound.
        #[test]
        fn it_never_stays_open(steps in prop::collection::vec((0..3u8, 0..4_000i64), 1..200)) {
            let mut breaker = Breaker::default();
            let mut now = 0;
            for (kind, pause) in steps {
                now += pause;
                if breaker.try_acquire(at(now)) {
                    match kind {
                        0 => breaker.record_answer(),
                        1 => breaker.record_fault(at(now), &SETTINGS),
                        _ => breaker.record_abandoned(),
                    }
                }
            }
            let later = at(now) + Duration::from_millis(SETTINGS.open_max_ms) + PROBE_BOUND;
            prop_assert!(breaker.try_acquire(later));
        }
    }
}
