use std::{collections::HashMap, time::Duration};

use super::RequestLine;
use crate::{
    catalog::{Outcome, model::Source, sources::Operation},
    contract::telemetry::v1::{ReportRequest, RequestCount, SourceCount},
    ports::Timestamp,
};

/// How long counts gather before they are sent.
const WINDOW: Duration = Duration::from_secs(10);
/// How many different counts gather before they are sent early.
const DISTINCT: usize = 200;

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: u64,
    sum_ms: u64,
    max_ms: u64,
}

impl Tally {
    fn add(&mut self, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.count += 1;
        self.sum_ms = self.sum_ms.saturating_add(millis);
        self.max_ms = self.max_ms.max(millis);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct RequestKey {
    route: &'static str,
    method: &'static str,
    status: u16,
    cache: &'static str,
}

/// The counts of one isolate since they were last sent.
#[derive(Debug, Default)]
pub struct Counters {
    /// When it was last tried to send, or the first count came.
    since: Option<Timestamp>,
    /// When what has gathered begins, where that is before `since`.
    gathered_from: Option<Timestamp>,
    requests: HashMap<RequestKey, Tally>,
    sources: HashMap<(Source, Operation, Outcome), Tally>,
    sequence: u64,
    /// A batch that was not acknowledged; it goes out again as it is, so that the origin can tell
    /// it from a new one.
    unsent: Option<ReportRequest>,
    sending: bool,
    /// Somebody sends what has gathered before long.
    awaited: bool,
}

impl Counters {
    /// Counts a request. `true` when it is time to send.
    pub fn record_request(&mut self, line: &RequestLine<'_>) -> bool {
        let now = line.started + line.took;
        let since = *self.since.get_or_insert(now);
        let key = RequestKey {
            route: line.pattern,
            method: line.method_name(),
            status: line.status,
            cache: ["memory", "kv", "stale", "miss"]
                .into_iter()
                .find(|tier| *tier == line.cache)
                .unwrap_or_default(),
        };
        self.requests.entry(key).or_default().add(line.took);
        let due =
            now.since(since) >= WINDOW || self.requests.len() + self.sources.len() >= DISTINCT;
        due && !self.sending
    }

    /// `true` for who is to see to it that what has gathered is sent before long.
    pub fn await_sending(&mut self) -> bool {
        !std::mem::replace(&mut self.awaited, true)
    }

    /// Whether what was awaited can be sent now; `None` when it was.
    pub fn may_send(&self) -> Option<bool> {
        self.awaited.then_some(!self.sending)
    }

    /// Counts a call of a source.
    pub fn record_source(
        &mut self,
        source: Source,
        operation: Operation,
        outcome: Outcome,
        took: Duration,
    ) {
        self.sources.entry((source, operation, outcome)).or_default().add(took);
    }

    /// Share of good answers and mean duration in milliseconds of a source's calls since the counts
    /// were last sent; `None` when there were none.
    pub fn source_figures(&self, source: Source) -> Option<(f64, u64)> {
        let of_source = self.sources.iter().filter(|((known, ..), _)| *known == source);
        let (mut calls, mut good, mut sum_ms) = (0u64, 0u64, 0u64);
        for ((_, _, outcome), tally) in of_source {
            calls += tally.count;
            good += if outcome.is_fault() { 0 } else { tally.count };
            sum_ms = sum_ms.saturating_add(tally.sum_ms);
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of seconds, far below 2⁵²")]
        (calls > 0).then(|| (good as f64 / calls as f64, sum_ms / calls))
    }

    /// The batch to send now, to be followed by [`Self::settle`].
    pub fn take(&mut self, now: Timestamp, instance: &str, kind: &str) -> ReportRequest {
        self.sending = true;
        self.awaited = false;
        let from = self.since.replace(now).unwrap_or(now);
        if let Some(batch) = self.unsent.take() {
            self.gathered_from.get_or_insert(from);
            return batch;
        }
        let from = self.gathered_from.take().unwrap_or(from);
        self.sequence += 1;
        ReportRequest {
            edge_instance: instance.to_owned(),
            edge_kind: kind.to_owned(),
            sequence: self.sequence,
            from_ms: from.as_millis(),
            to_ms: now.as_millis(),
            requests: self.requests.drain().map(request_count).collect(),
            sources: self.sources.drain().map(source_count).collect(),
        }
    }

    /// Says how sending went: a batch that did not arrive is kept.
    pub fn settle(&mut self, unsent: Option<ReportRequest>) {
        self.sending = false;
        self.unsent = unsent;
    }
}

fn request_count((key, tally): (RequestKey, Tally)) -> RequestCount {
    RequestCount {
        route: key.route.to_owned(),
        method: key.method.to_owned(),
        status: u32::from(key.status),
        cache: key.cache.to_owned(),
        count: tally.count,
        duration_ms_sum: tally.sum_ms,
        duration_ms_max: tally.max_ms,
    }
}

fn source_count(
    ((source, operation, outcome), tally): ((Source, Operation, Outcome), Tally),
) -> SourceCount {
    SourceCount {
        source: source.as_str().to_owned(),
        operation: operation.as_str().to_owned(),
        outcome: outcome.as_str().to_owned(),
        count: tally.count,
        duration_ms_sum: tally.sum_ms,
        duration_ms_max: tally.max_ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Method;

    fn line(at: i64) -> RequestLine<'static> {
        RequestLine {
            method: Some(Method::Get),
            pattern: "/health",
            status: 200,
            cache: "memory",
            started: Timestamp::from_secs(at),
            took: Duration::from_millis(5),
        }
    }

    #[test]
    fn counts_gather_for_a_window_and_are_sent_once() {
        let mut counters = Counters::default();
        assert!(!counters.record_request(&line(100)));
        assert!(!counters.record_request(&line(109)));
        assert!(counters.record_request(&line(110)));
        let batch = counters.take(Timestamp::from_secs(110), "edge", "test");
        assert_eq!((batch.sequence, batch.requests[0].count), (1, 3));
        assert_eq!(batch.requests[0].duration_ms_sum, 15);
        assert!(!counters.record_request(&line(130)), "one batch is under way");
        counters.settle(None);
        assert!(counters.record_request(&line(131)));
        assert_eq!(counters.take(Timestamp::from_secs(131), "edge", "test").sequence, 2);
    }

    #[test]
    fn a_lost_batch_goes_out_again_unchanged() {
        let mut counters = Counters::default();
        counters.record_source(Source::Qq, Operation::Search, Outcome::Ok, Duration::ZERO);
        counters.record_source(Source::Qq, Operation::Search, Outcome::Timeout, Duration::ZERO);
        assert_eq!(counters.source_figures(Source::Qq), Some((0.5, 0)));
        let batch = counters.take(Timestamp::from_secs(1), "edge", "test");
        counters.settle(Some(batch.clone()));
        counters.record_request(&line(100));
        assert_eq!(counters.take(Timestamp::from_secs(101), "edge", "test"), batch);
        counters.settle(Some(batch));
        assert!(!counters.record_request(&line(102)), "an origin that is down is left alone");
        assert!(counters.record_request(&line(111)));
    }
}
