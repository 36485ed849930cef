//! Learning of releases without being told.

use std::time::Duration;

use super::{Refused, Standing, Taken};
use crate::{
    auth::origin,
    contract::config::v1::{GetReleaseRequest, GetReleaseResponse},
    http::RequestContext,
    json,
    observe::{Level, log},
    ports::{Clock, Host, KvFault, KvStore, Tasks},
    resilience::deadline::within,
};

/// Where the store has the last standing.
const KEY: &str = "1:release";
/// It is written again when it is asked for and gone.
const STORE_LIFE: Duration = Duration::from_hours(30 * 24);
/// The longest the store is waited for by nobody.
const STORE_BOUND: Duration = Duration::from_secs(2);
/// The longest that an isolate's first requests wait for it.
const FIRST_BOUND: Duration = Duration::from_millis(300);
/// How long the others wait before they see whether the first has found it.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
/// How often an isolate that is asked something looks into the store.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often it asks the origin while the store has nothing or fails.
const ASK_EVERY: Duration = Duration::from_mins(1);

/// Says that somebody is looking, until it is dropped.
struct Looking<H: Host>(RequestContext<H>);

impl<H: Host> Looking<H> {
    /// `None` while another request does.
    fn begin(context: &RequestContext<H>) -> Option<Self> {
        let mut releases = context.isolate.releases.borrow_mut();
        if releases.looking {
            return None;
        }
        releases.looking = true;
        releases.looked_at = Some(context.host.clock().now());
        Some(Self(context.clone()))
    }
}

impl<H: Host> Drop for Looking<H> {
    fn drop(&mut self) {
        let mut releases = self.0.isolate.releases.borrow_mut();
        releases.looking = false;
        releases.looked = true;
    }
}

/// Looks into the store before an isolate's first requests are answered. Waits 300 ms at most;
/// without an answer by then, requests go by what the host says.
pub(crate) async fn look_first<H: Host>(context: &RequestContext<H>) {
    let (clock, releases) = (context.host.clock(), &context.isolate.releases);
    let Some(looking) = Looking::begin(context) else {
        // Another request does.
        let until = clock.now() + FIRST_BOUND;
        while !releases.borrow().looked && clock.now() < until {
            clock.sleep(FIRST_PAUSE).await;
        }
        return;
    };
    let found = within(clock, FIRST_BOUND, take_stored(context)).await;
    drop(looking);
    if found != Some(true) {
        let background = context.clone();
        context.host.tasks().run_after_response(async move { ask_at_times(&background).await });
    }
}

/// Looks into the store after the response, when it is time: every few seconds, and at once where
/// nobody has looked yet, as after a first call that did not wait for it.
pub(crate) fn watch<H: Host>(context: &RequestContext<H>) {
    let now = context.host.clock().now();
    let looked_at = context.isolate.releases.borrow().looked_at;
    if looked_at.is_some_and(|at| now.since(at) < LOOK_EVERY) {
        return;
    }
    if let Some(looking) = Looking::begin(context) {
        let background = context.clone();
        context.host.tasks().run_after_response(async move {
            let clock = background.host.clock();
            let found = within(clock, STORE_BOUND, take_stored(&background)).await;
            drop(looking);
            if found != Some(true) {
                ask_at_times(&background).await;
            }
        });
    }
}

/// The origin has named its revision: asks for what it is, if it is later than what is known.
pub(crate) async fn follow<H: Host>(context: &RequestContext<H>, revision: u64) {
    if context.isolate.releases.borrow().revision() < revision {
        ask(context).await;
    }
}

/// Asks the origin, as the scheduled run does.
pub(crate) async fn refresh<H: Host>(context: &RequestContext<H>) {
    within(context.host.clock(), STORE_BOUND, take_stored(context)).await;
    ask(context).await;
}

/// Goes by a standing if it is later; a refusal is logged once.
///
/// # Errors
/// The current release cannot be gone by.
pub(super) fn take<H: Host>(
    context: &RequestContext<H>,
    standing: &Standing,
) -> Result<Taken, Refused> {
    let isolate = &context.isolate;
    let known = isolate.releases.borrow().refused().cloned();
    let taken = isolate.take_release(standing);
    let refused = isolate.releases.borrow().refused().cloned();
    if let Some(Refused { release, reason }) = refused.filter(|now| known.as_ref() != Some(now)) {
        let (release, reason) = (release.to_string(), reason.to_string());
        log(context, Level::Error, "release", &[("release", &release), ("reason", &reason)]);
    }
    taken
}

/// Writes a standing to the store, unless it has a later one or this.
///
/// # Errors
/// When the store fails or is slow.
pub(super) async fn keep<H: Host>(
    context: &RequestContext<H>,
    standing: &Standing,
) -> Result<(), KvFault> {
    let json = serde_json::to_vec(standing).map_err(|error| KvFault(error.to_string()))?;
    let work = async {
        let kv = context.host.kv();
        if stored(context).await?.is_some_and(|known| known.revision >= standing.revision) {
            return Ok(());
        }
        kv.put(KEY, json.into(), STORE_LIFE).await
    };
    within(context.host.clock(), STORE_BOUND, work)
        .await
        .unwrap_or_else(|| Err(KvFault("no answer in time".to_owned())))
}

/// What the store has; a copy that cannot be read is none.
async fn stored<H: Host>(context: &RequestContext<H>) -> Result<Option<Standing>, KvFault> {
    let value = context.host.kv().get(KEY).await?;
    Ok(value.and_then(|json| json::from_bytes(&json).ok()))
}

/// Goes by what the store has; `false` when it has nothing.
async fn take_stored<H: Host>(context: &RequestContext<H>) -> bool {
    match stored(context).await {
        Ok(Some(standing)) => {
            // Refusals are told in the log and to the origin.
            let _ = take(context, &standing);
            true
        }
        Ok(None) => false,
        Err(KvFault(fault)) => {
            log(context, Level::Warn, "release.look", &[("fault", &fault)]);
            false
        }
    }
}

async fn ask_at_times<H: Host>(context: &RequestContext<H>) {
    let now = context.host.clock().now();
    let asked_at = context.isolate.releases.borrow().asked_at;
    if asked_at.is_none_or(|at| now.since(at) >= ASK_EVERY) {
        ask(context).await;
    }
}

/// Goes by what the origin says, and leaves it in the store.
async fn ask<H: Host>(context: &RequestContext<H>) {
    context.isolate.releases.borrow_mut().asked_at = Some(context.host.clock().now());
    let path = "/config.v1.ConfigService/GetRelease";
    let Ok(answer) =
        origin::call::<_, GetReleaseResponse>(context, path, &GetReleaseRequest {}).await
    else {
        return;
    };
    let Some(standing) = Standing::of_wire(answer) else {
        let reason = [("reason", "the origin's answer is not as agreed")];
        return log(context, Level::Error, "release", &reason);
    };
    if take(context, &standing).is_ok()
        && let Err(KvFault(fault)) = keep(context, &standing).await
    {
        log(context, Level::Warn, "release.keep", &[("fault", &fault)]);
    }
}
