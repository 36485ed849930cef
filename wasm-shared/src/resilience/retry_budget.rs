//! A bound on retries, so that they cannot multiply an outage.

use std::time::Duration;

use crate::{ports::Timestamp, settings::ChainSettings};

/// How long calls and retries count.
const WINDOW: Duration = Duration::from_secs(10);

/// Allows retries up to a share of the calls of the last seconds (at most two windows are
/// looked at), and always a small number.
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryBudget {
    window_start: Timestamp,
    current: Tally,
    previous: Tally,
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    calls: u32,
    retries: u32,
}

impl RetryBudget {
    /// Counts a first call.
    pub fn record_call(&mut self, now: Timestamp) {
        self.roll(now);
        self.current.calls = self.current.calls.saturating_add(1);
    }

    /// Whether a retry may go out now; if so it is counted.
    pub fn try_retry(&mut self, now: Timestamp, settings: &ChainSettings) -> bool {
        self.roll(now);
        let calls = self.current.calls.saturating_add(self.previous.calls);
        let retries = self.current.retries.saturating_add(self.previous.retries);
        let allowed = f64::from(calls) * settings.retry_budget_ratio;
        let granted = retries < settings.retry_budget_minimum || f64::from(retries) < allowed;
        if granted {
            self.current.retries = self.current.retries.saturating_add(1);
        }
        granted
    }

    fn roll(&mut self, now: Timestamp) {
        let passed = now.since(self.window_start);
        if passed < WINDOW {
            return;
        }
        self.previous = if passed < 2 * WINDOW { self.current } else { Tally::default() };
        self.current = Tally::default();
        self.window_start = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(budget: &mut RetryBudget, now: Timestamp, asked: u32) -> u32 {
        let settings = ChainSettings::default();
        (0..asked).map(|_| u32::from(budget.try_retry(now, &settings))).sum()
    }

    #[test]
    fn a_few_retries_are_always_allowed() {
        let now = Timestamp::from_secs(1_000);
        assert_eq!(granted(&mut RetryBudget::default(), now, 50), 3);
    }

    #[test]
    fn under_load_a_share_is_allowed_and_it_comes_back_with_time() {
        let mut budget = RetryBudget::default();
        let now = Timestamp::from_secs(1_000);
        (0..100).for_each(|_| budget.record_call(now));
        assert_eq!(granted(&mut budget, now, 100), 20);
        assert_eq!(granted(&mut budget, now + WINDOW, 100), 0, "the last window still counts");
        assert_eq!(granted(&mut budget, now + 4 * WINDOW, 100), 3);
    }
}
