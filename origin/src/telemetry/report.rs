use std::collections::BTreeSet;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use wasm_shared::catalog::model::Source;

use super::{
    DurationTally, PlaybackTally, RequestTally, SourceState, SourceTally, Sums, Tally, fold,
};
use crate::{
    clock::Clock,
    store::{self, Store, telemetry as rows},
};

/// The most counts of each kind in one batch.
const MAX_COUNTS: usize = 2_000;
/// The longest text in a count.
const MAX_TEXT: usize = 200;
/// The highest value of a counter: sums of it stay far from the column's end.
const MAX_VALUE: i64 = 1 << 48;
/// How old a batch may be, and how far ahead an edge's clock.
const MAX_AGE: TimeDelta = TimeDelta::days(1);
const MAX_LEAD: TimeDelta = TimeDelta::minutes(5);
/// What edges say of a source.
const BREAKERS: [&str; 3] = ["closed", "open", "half_open"];
const CREDENTIALS: [&str; 4] = ["none", "untested", "accepted", "refused"];

/// Takes in what the edges counted.
#[derive(Debug)]
pub struct Telemetry {
    store: Store,
    clock: Clock,
}

/// What one edge counted in one stretch of time.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Made once per isolate.
    pub edge_instance: String,
    /// `cloudflare` or `spin`.
    pub edge_kind: String,
    /// Rises by one with each batch of an instance.
    pub sequence: u64,
    /// The beginning, which decides the hour it counts in.
    pub from: DateTime<Utc>,
    /// Requests.
    pub requests: Vec<RequestTally>,
    /// Calls to sources.
    pub sources: Vec<SourceTally>,
    /// How long both took.
    pub durations: Vec<DurationTally>,
    /// Listeners who asked where to play a track.
    pub playbacks: Vec<PlaybackTally>,
    /// How the sources stand with the edge.
    pub source_states: Vec<SourceState>,
}

/// A batch that no edge of ours sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct InvalidBatch {
    /// Which part.
    pub field: &'static str,
    /// What it must be.
    pub reason: &'static str,
}

/// The batch was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Sending it again will not help.
    #[error(transparent)]
    Invalid(#[from] InvalidBatch),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The transaction could not be completed.
    #[error("a transaction could not be completed")]
    Transaction(#[source] sqlx::Error),
}

impl Telemetry {
    /// Takes in batches into `store`.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Adds a batch to the hour it began in. Answers `false` for one that was taken in before.
    pub async fn report(&self, batch: Batch) -> Result<bool, ReportError> {
        let now = self.clock.now();
        let sequence = batch.check(now)?;
        let hour = batch.from.duration_trunc(TimeDelta::hours(1)).unwrap_or(batch.from);
        let kind = &batch.edge_kind;
        let requests = fold(batch.requests);
        let sources = fold(batch.sources);
        let durations = fold(batch.durations);
        let playbacks = fold(batch.playbacks);

        let mut transaction = self.store.begin().await?;
        if !rows::remember_batch(&mut transaction, &batch.edge_instance, sequence, kind, now)
            .await?
        {
            return Ok(false);
        }
        rows::add_requests(&mut transaction, hour, kind, &requests).await?;
        rows::add_sources(&mut transaction, hour, kind, &sources).await?;
        rows::add_durations(&mut transaction, hour, kind, &durations).await?;
        rows::add_playbacks(&mut transaction, hour, kind, &playbacks).await?;
        let (instance, states) = (&batch.edge_instance, &batch.source_states);
        rows::see_sources(&mut transaction, instance, kind, states, now).await?;
        transaction.commit().await.map_err(ReportError::Transaction)?;
        Ok(true)
    }
}

impl Batch {
    /// Answers the sequence as it is stored.
    fn check(&self, now: DateTime<Utc>) -> Result<i64, InvalidBatch> {
        let invalid = |field, reason| Err(InvalidBatch { field, reason });
        if !(1..=MAX_TEXT).contains(&self.edge_instance.len()) {
            return invalid("edge_instance", "must be 1 to 200 bytes");
        }
        if !matches!(self.edge_kind.as_str(), "cloudflare" | "spin") {
            return invalid("edge_kind", "must be cloudflare or spin");
        }
        if self.from < now - MAX_AGE || self.from > now + MAX_LEAD {
            return invalid("from_ms", "must be within the last day");
        }
        let requests = self.requests.iter().all(|Tally { key, sums }| {
            are_short([&key.route, &key.method, &key.cache]) && sums.are_plausible()
        });
        if !requests || self.requests.len() > MAX_COUNTS {
            return invalid("requests", "must be at most 2,000 counts of short texts");
        }
        let sources = self.sources.iter().all(|Tally { key, sums }| {
            are_short([&key.source, &key.operation, &key.outcome]) && sums.are_plausible()
        });
        if !sources || self.sources.len() > MAX_COUNTS {
            return invalid("sources", "must be at most 2,000 counts of short texts");
        }
        let playbacks = self.playbacks.iter().all(|Tally { key, sums }| {
            are_short([&key.source, &key.outcome]) && is_plausible(*sums)
        });
        if !playbacks || self.playbacks.len() > MAX_COUNTS {
            return invalid("playbacks", "must be at most 2,000 counts of short texts");
        }
        if !self.durations.iter().all(|tally| is_plausible(tally.sums)) {
            return invalid("duration_buckets", "must be counts");
        }
        if !self.are_states_sound() {
            return invalid("source_states", "must be one of each source at most, in known words");
        }
        i64::try_from(self.sequence)
            .map_err(|_| InvalidBatch { field: "sequence", reason: "must be below 2^63" })
    }

    fn are_states_sound(&self) -> bool {
        let states = &self.source_states;
        let known = states.iter().all(|state| {
            Source::parse(&state.source).is_some()
                && BREAKERS.contains(&state.breaker.as_str())
                && CREDENTIALS.contains(&state.credential.as_str())
        });
        let sources: BTreeSet<_> = states.iter().map(|state| &state.source).collect();
        known && sources.len() == states.len()
    }
}

impl Sums {
    /// From the wire; what does not fit is [not plausible](Self::are_plausible).
    pub fn from_wire(count: u64, duration_ms_sum: u64, duration_ms_max: u64) -> Self {
        let fit = |value| i64::try_from(value).unwrap_or(i64::MAX);
        Self {
            count: fit(count),
            duration_ms_sum: fit(duration_ms_sum),
            duration_ms_max: fit(duration_ms_max),
        }
    }

    fn are_plausible(&self) -> bool {
        [self.count, self.duration_ms_sum, self.duration_ms_max].into_iter().all(is_plausible)
    }
}

fn is_plausible(value: i64) -> bool {
    (0..=MAX_VALUE).contains(&value)
}

/// NUL is text to protobuf and an error to PostgreSQL.
fn are_short<const N: usize>(texts: [&String; N]) -> bool {
    texts.iter().all(|text| text.len() <= MAX_TEXT && !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::RequestKey;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp_secs(1_800_000_000).unwrap()
    }

    fn batch() -> Batch {
        Batch {
            edge_instance: "a".to_owned(),
            edge_kind: "cloudflare".to_owned(),
            sequence: 1,
            from: now(),
            ..Batch::default()
        }
    }

    fn tally(route: &str, count: u64) -> RequestTally {
        let key = RequestKey {
            route: route.to_owned(),
            method: "GET".to_owned(),
            status: 200,
            cache: String::new(),
        };
        Tally { key, sums: Sums::from_wire(count, 10, 7) }
    }

    #[test]
    fn what_no_edge_sends_is_refused() {
        assert_eq!(batch().check(now()), Ok(1));
        let wrong = [
            Batch { edge_instance: String::new(), ..batch() },
            Batch { edge_kind: "lambda".to_owned(), ..batch() },
            Batch { sequence: u64::MAX, ..batch() },
            Batch { from: now() - TimeDelta::days(2), ..batch() },
            Batch { from: now() + TimeDelta::hours(1), ..batch() },
            Batch { requests: vec![tally("/\0", 1)], ..batch() },
            Batch { requests: vec![tally("/", u64::MAX)], ..batch() },
            Batch { requests: vec![tally("/", 1); MAX_COUNTS + 1], ..batch() },
        ];
        for batch in wrong {
            assert!(batch.check(now()).is_err(), "{batch:?}");
        }
    }

    #[test]
    fn equal_keys_become_one() {
        let folded = fold([tally("/b", 1), tally("/a", 2), tally("/b", 3)]);
        assert_eq!(folded.len(), 2);
        assert_eq!(folded[1].key.route, "/b");
        assert_eq!(folded[1].sums, Sums { count: 4, duration_ms_sum: 20, duration_ms_max: 7 });
    }
}
