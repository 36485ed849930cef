use std::{collections::HashMap, time::Duration};

use super::{RequestLine, durations::Buckets};
use crate::{
    catalog::{Outcome, model::Source, sources::Operation},
    contract::telemetry::v1::{
        PlaybackCount, ReportRequest, RequestCount, SourceCount, SourceState,
    },
    ports::Timestamp,
};

/// How late the work that is to send counts may be before it is taken for cut off by the host.
const LATE: Duration = Duration::from_secs(5);
/// How long sending may take before it is taken for cut off, with its batch.
const LOST: Duration = Duration::from_secs(30);
/// How many different counts gather before they are sent early.
const DISTINCT: usize = 200;
/// The origin takes in nothing that began more than a day ago. An hour of that is for clocks that
/// differ and for the way.
const OLDEST: Duration = Duration::from_hours(23);

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: u64,
    sum_ms: u64,
    max_ms: u64,
    buckets: Buckets,
}

impl Tally {
    fn add(&mut self, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        self.count += 1;
        self.sum_ms = self.sum_ms.saturating_add(millis);
        self.max_ms = self.max_ms.max(millis);
        self.buckets.add(took);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct RequestKey {
    route: &'static str,
    method: &'static str,
    status: u16,
    cache: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PlaybackKey {
    source: Option<Source>,
    outcome: &'static str,
    substituted: bool,
}

/// When counts are to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// With this response.
    Now,
    /// After so long, by work that the caller is to set up.
    After(Duration),
    /// Somebody else sees to it.
    SeenTo,
}

/// The counts of one isolate since they were last sent.
#[derive(Debug, Default)]
pub struct Counters {
    /// When the first of the requests came that have gathered; `None` while none has.
    gathering_since: Option<Timestamp>,
    /// When it was last tried to send.
    tried_at: Option<Timestamp>,
    requests: HashMap<RequestKey, Tally>,
    sources: HashMap<(Source, Operation, Outcome), Tally>,
    playbacks: HashMap<PlaybackKey, u64>,
    /// When the work that is to send them begins.
    timer: Option<Timestamp>,
    sequence: u64,
    /// A batch that was not acknowledged; it goes out again as it is, so that the origin can tell
    /// it from a new one.
    unsent: Option<ReportRequest>,
    sending_since: Option<Timestamp>,
}

impl Counters {
    /// Counts a request. Counts gather for `window`, from the first of them on, and for as long after
    /// a try to send them.
    pub fn record_request(&mut self, line: &RequestLine<'_>, window: Duration) -> Due {
        let now = line.started + line.took;
        self.drop_old(now);
        let first = *self.gathering_since.get_or_insert(now);
        let waited = now.since(self.tried_at.map_or(first, |tried| tried.max(first)));
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
        if self.is_sending(now) {
            return Due::SeenTo;
        }
        if waited >= window || self.requests.len() + self.sources.len() >= DISTINCT {
            return Due::Now;
        }
        if self.timer.is_some_and(|at| now < at + LATE) {
            return Due::SeenTo;
        }
        let left = window.saturating_sub(waited);
        self.timer = Some(now + left);
        Due::After(left)
    }

    /// Whether there is something to send and nobody at it, as the work that was set up finds when
    /// its time has come.
    pub fn wait_is_over(&mut self, now: Timestamp) -> bool {
        self.timer = None;
        self.drop_old(now);
        !self.is_sending(now) && !self.requests.is_empty()
    }

    fn is_sending(&self, now: Timestamp) -> bool {
        self.sending_since.is_some_and(|since| now.since(since) < LOST)
    }

    /// Drops what the origin would not take in any more.
    fn drop_old(&mut self, now: Timestamp) {
        let is_old = |from: Timestamp| now.since(from) > OLDEST;
        let begins = |batch: &ReportRequest| Timestamp::from_millis(batch.from_ms);
        if self.unsent.as_ref().map(begins).is_some_and(is_old) {
            self.unsent = None;
        }
        if self.gathering_since.is_some_and(is_old) {
            self.gathering_since = None;
            self.requests.clear();
            self.sources.clear();
            self.playbacks.clear();
        }
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

    /// Counts a listener who was told where to play a track: by which source, and whether it is
    /// another track than the one asked for; or, with the problem's code, that nobody plays it.
    pub fn record_playback(&mut self, found: Result<(Source, bool), &'static str>) {
        let key = match found {
            Ok((source, substituted)) => {
                PlaybackKey { source: Some(source), outcome: "ok", substituted }
            }
            Err(outcome) => PlaybackKey { source: None, outcome, substituted: false },
        };
        *self.playbacks.entry(key).or_default() += 1;
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
    pub fn take(
        &mut self,
        now: Timestamp,
        instance: &str,
        kind: &str,
        source_states: Vec<SourceState>,
    ) -> ReportRequest {
        self.sending_since = Some(now);
        self.tried_at = Some(now);
        if let Some(batch) = self.unsent.take() {
            return batch;
        }
        let from = self.gathering_since.take().unwrap_or(now);
        self.sequence += 1;
        ReportRequest {
            edge_instance: instance.to_owned(),
            edge_kind: kind.to_owned(),
            sequence: self.sequence,
            from_ms: from.as_millis(),
            to_ms: now.as_millis(),
            requests: self.requests.drain().map(request_count).collect(),
            sources: self.sources.drain().map(source_count).collect(),
            playbacks: self.playbacks.drain().map(playback_count).collect(),
            source_states,
            ..ReportRequest::default()
        }
    }

    /// Says how sending went: a batch that did not arrive is kept.
    pub fn settle(&mut self, unsent: Option<ReportRequest>) {
        self.sending_since = None;
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
        duration_buckets: tally.buckets.to_wire(),
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
        duration_buckets: tally.buckets.to_wire(),
    }
}

fn playback_count((key, count): (PlaybackKey, u64)) -> PlaybackCount {
    PlaybackCount {
        source: key.source.map_or("", Source::as_str).to_owned(),
        outcome: key.outcome.to_owned(),
        substituted: key.substituted,
        count,
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

    const WINDOW: Duration = Duration::from_secs(10);

    fn take(counters: &mut Counters, at: i64) -> ReportRequest {
        counters.take(Timestamp::from_secs(at), "edge", "test", Vec::new())
    }

    #[test]
    fn counts_gather_for_a_window_and_are_sent_once() {
        let mut counters = Counters::default();
        let record = |counters: &mut Counters, at| counters.record_request(&line(at), WINDOW);
        assert_eq!(record(&mut counters, 100), Due::After(WINDOW));
        assert_eq!(record(&mut counters, 109), Due::SeenTo);
        assert!(counters.wait_is_over(Timestamp::from_secs(110)));
        let batch = take(&mut counters, 110);
        assert_eq!((batch.sequence, batch.requests[0].count), (1, 2));
        assert_eq!(batch.requests[0].duration_ms_sum, 10);
        assert_eq!(batch.requests[0].duration_buckets[2], 2, "they took 5 ms each");
        assert_eq!(record(&mut counters, 130), Due::SeenTo, "one batch is under way");
        assert!(!counters.wait_is_over(Timestamp::from_secs(130)));
        counters.settle(None);
        assert_eq!(record(&mut counters, 131), Due::After(Duration::from_secs(9)));
        assert!(counters.wait_is_over(Timestamp::from_secs(140)));
        assert_eq!(take(&mut counters, 140).sequence, 2);
        counters.settle(None);
        assert!(!counters.wait_is_over(Timestamp::from_secs(150)), "there is nothing to send");
    }

    /// The origin counts a batch in the hour that it begins in.
    #[test]
    fn a_batch_begins_with_its_first_request() {
        let mut counters = Counters::default();
        counters.record_request(&line(100), WINDOW);
        assert_eq!(take(&mut counters, 110).from_ms, 100_005);
        counters.settle(None);
        assert_eq!(counters.record_request(&line(9_000), WINDOW), Due::After(WINDOW));
        assert_eq!(take(&mut counters, 9_010).from_ms, 9_000_005);
    }

    #[test]
    fn what_the_origin_takes_in_no_more_is_dropped() {
        let later = 100 + i64::try_from(OLDEST.as_secs()).unwrap();
        for (at, sequence) in [(later, 1), (later + 1, 2)] {
            let mut counters = Counters::default();
            counters.record_request(&line(100), WINDOW);
            let batch = take(&mut counters, 100);
            counters.settle(Some(batch));
            counters.record_request(&line(at), WINDOW);
            let batch = take(&mut counters, at);
            assert_eq!((batch.sequence, batch.requests[0].count), (sequence, 1), "{at}");
        }
        let mut counters = Counters::default();
        counters.record_request(&line(100), WINDOW);
        assert!(!counters.wait_is_over(Timestamp::from_secs(later + 1)));
        counters.record_request(&line(later + 2), WINDOW);
        let batch = take(&mut counters, later + 2);
        assert_eq!((batch.sequence, batch.requests[0].count), (1, 1));
    }

    #[test]
    fn work_that_was_cut_off_is_set_up_anew() {
        let mut counters = Counters::default();
        let window = Duration::from_secs(1);
        assert_eq!(counters.record_request(&line(100), window), Due::After(window));
        take(&mut counters, 100);
        counters.settle(None);
        let late = line(100 + 1 + i64::try_from(LATE.as_secs()).unwrap());
        let window = Duration::from_secs(20);
        assert_eq!(counters.record_request(&late, window), Due::After(window));
    }

    #[test]
    fn playbacks_are_told_apart_by_who_plays_what() {
        let mut counters = Counters::default();
        for found in [Ok((Source::Qq, false)), Ok((Source::Kugou, true)), Err("not_found")] {
            counters.record_playback(found);
            counters.record_playback(found);
        }
        let mut playbacks = take(&mut counters, 1).playbacks;
        playbacks.sort_by(|a, b| a.source.cmp(&b.source));
        let of = |count: &PlaybackCount| {
            (count.source.clone(), count.outcome.clone(), count.substituted, count.count)
        };
        let expected = [("", "not_found", false), ("kugou", "ok", true), ("qq", "ok", false)];
        assert_eq!(
            playbacks.iter().map(of).collect::<Vec<_>>(),
            expected.map(|(source, outcome, other)| (source.into(), outcome.into(), other, 2)),
        );
        assert!(take(&mut counters, 2).playbacks.is_empty());
    }

    #[test]
    fn a_lost_batch_goes_out_again_unchanged() {
        let mut counters = Counters::default();
        counters.record_source(Source::Qq, Operation::Search, Outcome::Ok, Duration::ZERO);
        counters.record_source(Source::Qq, Operation::Search, Outcome::Timeout, Duration::ZERO);
        assert_eq!(counters.source_figures(Source::Qq), Some((0.5, 0)));
        let batch = take(&mut counters, 1);
        counters.settle(Some(batch.clone()));
        counters.record_request(&line(100), WINDOW);
        assert_eq!(take(&mut counters, 101), batch);
        counters.settle(Some(batch));
        let after = counters.record_request(&line(102), WINDOW);
        assert_ne!(after, Due::Now, "an origin that is down is left alone");
        assert_eq!(counters.record_request(&line(111), WINDOW), Due::Now);
    }
}
