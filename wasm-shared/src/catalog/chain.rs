//! The order of sources: one after another, the next as well when the current one is slow, all of
//! it inside one deadline.

use std::{future::Future, pin::pin, time::Duration};

use futures_util::{
    future::{Either, select},
    stream::{FuturesUnordered, StreamExt},
};
use serde::{Deserialize, Serialize};

use super::{model::Source, outcome::Outcome};
use crate::{
    ordering::sort_short_by_key,
    ports::{Clock, Timestamp},
    resilience::deadline::Deadline,
};

/// How asking one source went, as answers list it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attempt {
    /// Which source.
    pub source: Source,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// How the walk along the chain ended.
#[derive(Debug)]
pub struct Walk<T> {
    /// The first source that gave what was asked for, and what it gave.
    pub won: Option<(Source, T)>,
    /// Every source that was asked, in the chain's order.
    pub attempts: Vec<Attempt>,
}

/// Whether every source that was to be asked failed, so that nothing is known of what they have.
pub fn all_failed(attempts: &[Attempt]) -> bool {
    let failed = |outcome: Outcome| outcome.leaves_open() || outcome == Outcome::Disabled;
    !attempts.is_empty() && attempts.iter().all(|attempt| failed(attempt.outcome))
}

/// Whether some source that is to be asked may have what the others do not.
pub fn any_open(attempts: &[Attempt]) -> bool {
    attempts.iter().any(|attempt| attempt.outcome.leaves_open())
}

/// Asks the sources of `order` until one gives what is asked for.
///
/// A source that fails or refuses hands over at once. One that has not answered within its
/// `patience` keeps running while the next is asked too: the first good answer wins and the others
/// are dropped. At the deadline everything is dropped.
pub async fn walk<T, F>(
    clock: &impl Clock,
    order: &[Source],
    deadline: Deadline,
    patience: impl Fn(Source) -> Duration,
    ask: impl Fn(Source) -> F,
) -> Walk<T>
where
    F: Future<Output = Result<T, Outcome>>,
{
    let mut waiting = order.iter().copied();
    let mut running = FuturesUnordered::new();
    let mut asked: Vec<(Source, Timestamp)> = Vec::with_capacity(order.len());
    let mut attempts: Vec<Attempt> = Vec::with_capacity(order.len());
    let mut won = None;

    let start = |source| {
        let asked = ask(source);
        async move { (source, asked.await) }
    };
    let took_ms = |asked: &[(Source, Timestamp)], source| {
        let started = asked.iter().find(|(known, _)| *known == source).map(|(_, at)| *at);
        let took = clock.now().since(started.unwrap_or_default());
        u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
    };

    if let Some(source) = waiting.next() {
        asked.push((source, clock.now()));
        running.push(start(source));
    }
    while !running.is_empty() {
        let left = deadline.remaining(clock);
        // What counts is the one asked last: those before it have been overtaken already.
        let last = asked.last().map_or(Duration::ZERO, |(source, at)| {
            patience(*source).saturating_sub(clock.now().since(*at))
        });
        let wait = if waiting.len() > 0 { last.min(left) } else { left };
        let next = match select(running.next(), pin!(clock.sleep(wait))).await {
            Either::Left((Some((source, Ok(answer))), _)) => {
                let took_ms = took_ms(&asked, source);
                attempts.push(Attempt { source, outcome: Outcome::Ok, took_ms });
                won = Some((source, answer));
                break;
            }
            Either::Left((Some((source, Err(outcome))), _)) => {
                attempts.push(Attempt { source, outcome, took_ms: took_ms(&asked, source) });
                waiting.next()
            }
            Either::Left((None, _)) => break,
            Either::Right(_) if deadline.has_passed(clock) => break,
            Either::Right(_) => waiting.next(),
        };
        if let Some(source) = next {
            asked.push((source, clock.now()));
            running.push(start(source));
        }
    }
    // What is still running was too slow, whether it lost to another or to the deadline.
    for &(source, _) in &asked {
        if !attempts.iter().any(|attempt| attempt.source == source) {
            let took_ms = took_ms(&asked, source);
            attempts.push(Attempt { source, outcome: Outcome::Timeout, took_ms });
        }
    }
    let place = |attempt: &Attempt| order.iter().position(|known| *known == attempt.source);
    sort_short_by_key(&mut attempts, place);
    Walk { won, attempts }
}
