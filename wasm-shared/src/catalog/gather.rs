//! Several sources at once: what they give by the deadline, in the chain's order.

use std::{future::Future, time::Duration};

use futures_util::stream::{FuturesUnordered, StreamExt};

use super::{chain::Attempt, model::Source, outcome::Outcome};
use crate::{
    ordering::sort_short_by_key,
    ports::Clock,
    resilience::deadline::{Deadline, within},
};

/// What several sources gave.
#[derive(Debug)]
pub struct Gathered<T> {
    /// What each that answered gave, in the order they were named.
    pub found: Vec<(Source, T)>,
    /// Every source that was asked, in that order too.
    pub attempts: Vec<Attempt>,
}

/// Asks every source of `order` at once. Once one has answered, the others have until `patience`
/// from the beginning; none has longer than the deadline. Who is late is dropped.
pub async fn gather<T, F>(
    clock: &impl Clock,
    order: &[Source],
    deadline: Deadline,
    patience: Duration,
    ask: impl Fn(Source) -> F,
) -> Gathered<T>
where
    F: Future<Output = Result<T, Outcome>>,
{
    let started = clock.now();
    let took_ms = || u64::try_from(clock.now().since(started).as_millis()).unwrap_or(u64::MAX);
    let start = |source| {
        let asked = ask(source);
        async move { (source, asked.await) }
    };
    let mut running: FuturesUnordered<_> = order.iter().map(|&source| start(source)).collect();
    let mut found = Vec::with_capacity(order.len());
    let mut attempts = Vec::with_capacity(order.len());
    while !running.is_empty() {
        let left = deadline.remaining(clock);
        let patience = patience.saturating_sub(clock.now().since(started));
        let bound = if found.is_empty() { left } else { left.min(patience) };
        let Some(Some((source, result))) = within(clock, bound, running.next()).await else {
            break;
        };
        let outcome = *result.as_ref().err().unwrap_or(&Outcome::Ok);
        attempts.push(Attempt { source, outcome, took_ms: took_ms() });
        found.extend(result.ok().map(|given| (source, given)));
    }
    for &source in order {
        if !attempts.iter().any(|attempt| attempt.source == source) {
            attempts.push(Attempt { source, outcome: Outcome::Timeout, took_ms: took_ms() });
        }
    }
    let place = |source| order.iter().position(|known| *known == source);
    sort_short_by_key(&mut found, |(source, _)| place(*source));
    sort_short_by_key(&mut attempts, |attempt| place(attempt.source));
    Gathered { found, attempts }
}
