//! The keys that verify access tokens, as the edge keeps them: in memory, in the store for
//! isolates to come, and from the origin.

use std::{rc::Rc, time::Duration};

use bytes::Bytes;

use super::{KeySet, origin};
use crate::{
    http::{Code, Problem, RequestContext, Response},
    ports::{BodyOf, Clock, Host, KvStore, Tasks, Timestamp},
    resilience::deadline::within,
    settings::AuthSettings,
};

const STORE_KEY: &str = "1:jwks";
/// Keys verify for as long as the origin is down; a day is far longer than a token lives.
const STORE_LIFE: Duration = Duration::from_hours(24);
const STORE_BOUND: Duration = Duration::from_millis(800);
const JWKS_PATH: &str = "/.well-known/jwks.json";

/// The key set one isolate verifies with.
#[derive(Debug, Default)]
pub struct KeyRing {
    keys: Rc<KeySet>,
    document: Bytes,
    fetched_at: Option<Timestamp>,
    asked_at: Option<Timestamp>,
}

impl KeyRing {
    fn is_fresh(&self, now: Timestamp, settings: &AuthSettings) -> bool {
        let life = Duration::from_secs(settings.jwks_fresh_s);
        self.fetched_at.is_some_and(|fetched_at| now.since(fetched_at) < life)
    }

    fn may_ask(&self, now: Timestamp, settings: &AuthSettings) -> bool {
        let cooldown = Duration::from_secs(settings.jwks_cooldown_s);
        self.asked_at.is_none_or(|asked_at| now.since(asked_at) >= cooldown)
    }

    fn install(&mut self, document: Bytes, now: Timestamp) -> Result<(), serde_json::Error> {
        self.keys = Rc::new(KeySet::parse(&document)?);
        self.document = document;
        self.fetched_at = Some(now);
        Ok(())
    }
}

/// A key set that has `kid`, if one can be had. Keys past their freshness go on verifying while
/// they are fetched again; an unknown `kid` has them fetched at most once a cooldown.
///
/// # Errors
/// `origin_unavailable` when there is no key at all.
pub(super) async fn keys_with<H: Host>(
    context: &RequestContext<H>,
    kid: &str,
) -> Result<Rc<KeySet>, Problem> {
    let keys = Rc::clone(&context.isolate.keys.borrow().keys);
    if keys.get(kid).is_some() {
        revalidate_if_due(context);
        return Ok(keys);
    }
    if keys.is_empty() {
        from_store(context).await;
        let stored = Rc::clone(&context.isolate.keys.borrow().keys);
        if stored.get(kid).is_some() {
            return Ok(stored);
        }
    }
    let cooled = {
        let (now, settings) = (context.host.clock().now(), &context.settings.auth);
        context.isolate.keys.borrow().may_ask(now, settings)
    };
    // With no key at all every request tries, or an origin that starts late would be missed.
    let fetched = if cooled || keys.is_empty() { from_origin(context).await } else { Ok(()) };
    let ring = context.isolate.keys.borrow();
    match fetched {
        Err(problem) if ring.keys.is_empty() => Err(problem),
        _ => Ok(Rc::clone(&ring.keys)),
    }
}

/// Fetches keys past their freshness again, after the response.
fn revalidate_if_due<H: Host>(context: &RequestContext<H>) {
    let now = context.host.clock().now();
    let settings = &context.settings.auth;
    let due = {
        let ring = context.isolate.keys.borrow();
        !ring.is_fresh(now, settings) && ring.may_ask(now, settings)
    };
    if due {
        let background = context.clone();
        context.host.tasks().run_after_response(async move {
            // Failing leaves the old keys in place.
            let _ = from_origin(&background).await;
        });
    }
}

/// Takes over what an earlier isolate stored.
async fn from_store<H: Host>(context: &RequestContext<H>) {
    let stored = within(context.host.clock(), STORE_BOUND, context.host.kv().get(STORE_KEY)).await;
    if let Some(Ok(Some(document))) = stored {
        // Stored keys count as due: they are fetched again with the next use.
        let mut ring = context.isolate.keys.borrow_mut();
        if ring.keys.is_empty() && ring.install(document, Timestamp::default()).is_ok() {
            ring.fetched_at = None;
        }
    }
}

async fn from_origin<H: Host>(context: &RequestContext<H>) -> Result<(), Problem> {
    context.isolate.keys.borrow_mut().asked_at = Some(context.host.clock().now());
    let document = origin::get(context, JWKS_PATH).await?;
    let now = context.host.clock().now();
    context
        .isolate
        .keys
        .borrow_mut()
        .install(document.clone(), now)
        .map_err(|_| Problem::new(Code::OriginUnavailable))?;
    let host = context.host.clone();
    context.host.tasks().run_after_response(async move {
        // The store only spares the next isolate a call.
        let _ = host.kv().put(STORE_KEY, document, STORE_LIFE).await;
    });
    Ok(())
}

/// `GET /.well-known/jwks.json`
pub async fn jwks<H: Host>(context: &RequestContext<H>) -> Result<Response<BodyOf<H>>, Problem> {
    // No key is named so: with what the ring has, or fetched when it has nothing.
    if context.isolate.keys.borrow().keys.is_empty() {
        keys_with(context, "").await?;
    }
    revalidate_if_due(context);
    let document = context.isolate.keys.borrow().document.clone();
    let max_age = format!("public, max-age={}", context.settings.auth.jwks_fresh_s);
    Ok(Response::json_bytes(200, document).header("cache-control", max_age))
}

/// Whether the origin answers.
pub async fn origin_answers<H: Host>(context: &RequestContext<H>) -> bool {
    origin::get(context, "/health").await.is_ok()
}
