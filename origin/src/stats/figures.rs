use std::{collections::VecDeque, time::Duration};

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::Totals;

/// How far back the figures of the minute reach.
const WINDOW: Duration = Duration::from_mins(1);

/// What is shown live.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// When they were read.
    pub at: DateTime<Utc>,
    /// Since midnight UTC.
    pub today: Totals,
    /// Users that were there since midnight UTC.
    pub active_users: i64,
    /// Edges that reported within the last minute.
    pub edges: i64,
    /// What came within the last minute.
    pub minute: MinuteFigures,
}

/// What came within the last minute, or since somebody began to look.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MinuteFigures {
    /// How long that is, in seconds; 0 with the first figures.
    pub seconds: f64,
    /// Requests a second.
    pub requests_per_second: f64,
    /// Requests that ended in a fault.
    pub requests_failed: i64,
    /// Plays.
    pub plays: i64,
    /// Searches.
    pub searches: i64,
    /// Half of the requests took at most so many milliseconds.
    pub p50_ms: Option<f64>,
    /// Nineteen of twenty.
    pub p95_ms: Option<f64>,
}

/// The totals of the last minute, a second apart.
#[derive(Debug, Default)]
pub(super) struct Samples(VecDeque<(Instant, DateTime<Utc>, Totals)>);

impl Samples {
    /// What came since the oldest sample of the minute; then `totals` is one itself. `day` is the one
    /// that they are of: sums of another day say nothing of this one's.
    pub(super) fn minute(
        &mut self,
        now: Instant,
        day: DateTime<Utc>,
        totals: &Totals,
    ) -> MinuteFigures {
        self.0.retain(|(at, of, _)| now - *at <= WINDOW && *of == day);
        let minute = self.0.front().map(|(at, _, before)| since(now - *at, before, totals));
        self.0.push_back((now, day, totals.clone()));
        minute.unwrap_or_default()
    }
}

#[expect(clippy::cast_precision_loss, reason = "requests of a minute, far below 2⁵²")]
fn since(span: Duration, before: &Totals, now: &Totals) -> MinuteFigures {
    let seconds = span.as_secs_f64();
    let took = now.durations.since(&before.durations);
    MinuteFigures {
        seconds,
        requests_per_second: (now.requests - before.requests).max(0) as f64 / seconds.max(1.0),
        requests_failed: (now.requests_failed - before.requests_failed).max(0),
        plays: (now.plays - before.plays).max(0),
        searches: (now.searches - before.searches).max(0),
        p50_ms: took.percentile(0.5),
        p95_ms: took.percentile(0.95),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_told_by_what_was_added_in_it() {
        let mut samples = Samples::default();
        let (start, day) = (Instant::now(), DateTime::<Utc>::UNIX_EPOCH);
        let totals = |requests, plays| Totals { requests, plays, ..Totals::default() };
        let at = |second| start + Duration::from_secs(second);
        assert_eq!(samples.minute(at(0), day, &totals(100, 7)), MinuteFigures::default());
        let minute = samples.minute(at(10), day, &totals(130, 9));
        assert_eq!((minute.requests_per_second, minute.plays), (3.0, 2));
        let minute = samples.minute(at(65), day, &totals(185, 9));
        assert_eq!((minute.requests_per_second, minute.plays), (1.0, 0), "since the tenth second");
    }

    #[test]
    fn a_new_day_begins_anew() {
        let mut samples = Samples::default();
        let (now, day) = (Instant::now(), DateTime::<Utc>::UNIX_EPOCH);
        let totals = Totals { requests: 5, ..Totals::default() };
        samples.minute(now, day, &totals);
        let next = day + chrono::TimeDelta::days(1);
        assert_eq!(samples.minute(now, next, &Totals::default()), MinuteFigures::default());
    }
}
