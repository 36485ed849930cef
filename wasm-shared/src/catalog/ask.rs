//! One call of one source, under its switch, its breaker, its time bound and the retry budget, and
//! counted.

use std::time::Duration;

use super::{
    model::Source,
    outcome::Outcome,
    sources::{Operation, SourceContext, SourceError},
};
use crate::{
    http::RequestContext,
    observe::{Level, log},
    ports::{Clock, Host, Timestamp},
    resilience::deadline::{Deadline, within},
};

/// Asks `source` for `operation` by `call`.
///
/// # Errors
/// [`Outcome::Disabled`] and [`Outcome::BreakerOpen`] without a call going out;
/// [`Outcome::Timeout`] when the source's own bound or the deadline passes; whatever the call
/// itself found.
pub async fn ask<'a, H: Host, T>(
    context: &'a RequestContext<H>,
    source: Source,
    operation: Operation,
    deadline: Deadline,
    call: impl AsyncFn(SourceContext<'a, H>) -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    let settings = &context.settings;
    let clock = context.host.clock();
    let common = settings.sources.common(source);
    if !settings.sources.is_in_use(source) {
        return Err(SourceError::new(Outcome::Disabled, "switched off"));
    }
    let source_context = SourceContext { host: &context.host, settings };
    let mut failed = None;
    loop {
        if deadline.has_passed(clock) {
            let late = || SourceError::new(Outcome::Timeout, "no time was left");
            return Err(failed.unwrap_or_else(late));
        }
        let pending = match Pending::begin(context, source, operation) {
            Ok(pending) => pending,
            // What the call came to says more than that the breaker opened over it.
            Err(refused) => return Err(failed.unwrap_or(refused)),
        };
        if failed.is_none() {
            context.isolate.retry_budget.borrow_mut().record_call(pending.started);
        }
        let (whole, left) = (Duration::from_millis(common.timeout_ms), deadline.remaining(clock));
        let answer = within(clock, whole.min(left), call(source_context)).await;
        let result = if let Some(result) = answer {
            let outcome = result.as_ref().map_or_else(|error| error.outcome, |_| Outcome::Ok);
            pending.finish(outcome);
            result
        } else {
            // Cut off by the deadline, it may have had less time than it usually takes.
            if whole <= left {
                pending.finish(Outcome::Timeout);
            } else {
                drop(pending);
            }
            Err(SourceError::new(Outcome::Timeout, "no answer in time"))
        };
        let Err(error) = result else { return result };
        if error.outcome.is_fault() {
            log_fault(context, source, operation, &error);
        }
        if failed.is_some() || !error.outcome.is_retryable() || !may_retry(context, deadline) {
            return Err(error);
        }
        failed = Some(error);
    }
}

/// How long `operations` of `source`, one after another, usually take: past that the next source is
/// asked as well. The settings' bound while it is not known.
pub fn patience<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    operations: &[Operation],
) -> Duration {
    let chain = &context.settings.chain;
    let most = Duration::from_millis(chain.hedge_after_ms);
    let mut latencies = context.isolate.latencies.borrow_mut();
    let usual: Option<Duration> =
        operations.iter().map(|operation| latencies.get(source, *operation).p95()).sum();
    usual.map_or(most, |usual| {
        usual.max(Duration::from_millis(chain.hedge_after_least_ms)).min(most)
    })
}

fn may_retry<H: Host>(context: &RequestContext<H>, deadline: Deadline) -> bool {
    let clock = context.host.clock();
    let chain = &context.settings.chain;
    !deadline.has_passed(clock)
        && context.isolate.retry_budget.borrow_mut().try_retry(clock.now(), chain)
}

fn log_fault<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    operation: Operation,
    error: &SourceError,
) {
    let reason = &error.reason[..error.reason.floor_char_boundary(200)];
    log(
        context,
        Level::Warn,
        "source.fault",
        &[
            ("source", source.as_str()),
            ("operation", operation.as_str()),
            ("outcome", error.outcome.as_str()),
            ("reason", reason),
        ],
    );
}

/// A call that the breaker let through and that has not reported yet. Dropped without a report, it
/// counts as a fault when it had been slow enough to be overtaken, or a source that only ever
/// hangs would be asked for ever.
struct Pending<'a, H: Host> {
    context: &'a RequestContext<H>,
    source: Source,
    operation: Operation,
    started: Timestamp,
    reported: bool,
}

impl<'a, H: Host> Pending<'a, H> {
    fn begin(
        context: &'a RequestContext<H>,
        source: Source,
        operation: Operation,
    ) -> Result<Self, SourceError> {
        let started = context.host.clock().now();
        let free =
            context.isolate.breakers.borrow_mut().get(source, operation).try_acquire(started);
        if !free {
            return Err(SourceError::new(Outcome::BreakerOpen, "it kept failing"));
        }
        Ok(Self { context, source, operation, started, reported: false })
    }

    fn finish(mut self, outcome: Outcome) {
        self.report(Some(outcome));
    }

    fn report(&mut self, outcome: Option<Outcome>) {
        self.reported = true;
        let now = self.context.host.clock().now();
        let isolate = &self.context.isolate;
        let mut breakers = isolate.breakers.borrow_mut();
        let breaker = breakers.get(self.source, self.operation);
        match outcome {
            Some(outcome) if outcome.is_fault() => {
                breaker.record_fault(now, &self.context.settings.breaker);
            }
            Some(_) => breaker.record_answer(),
            None => breaker.record_abandoned(),
        }
        if let Some(outcome) = outcome {
            let (source, operation, took) = (self.source, self.operation, now.since(self.started));
            isolate.counters.borrow_mut().record_source(source, operation, outcome, took);
            isolate.credentials.borrow_mut().record(source, operation, outcome);
            if !outcome.is_fault() {
                isolate.latencies.borrow_mut().get(source, operation).record(took);
            }
        }
    }
}

impl<H: Host> Drop for Pending<'_, H> {
    fn drop(&mut self) {
        if self.reported {
            return;
        }
        let waited = self.context.host.clock().now().since(self.started);
        let usual = patience(self.context, self.source, &[self.operation]);
        if waited >= usual {
            // It would have taken longer than this. Left out, a source that has become slower than it
            // was would be overtaken for good.
            self.context
                .isolate
                .latencies
                .borrow_mut()
                .get(self.source, self.operation)
                .record(waited);
        }
        self.report((waited >= usual).then_some(Outcome::Timeout));
    }
}
