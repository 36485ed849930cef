//! Whether a verified token still counts: its `ver` against the user's token version, which rises
//! when they sign out everywhere, end a device, are banned or leave.
//!
//! The version is looked for in three places: in what this isolate remembers of the token (at most
//! `auth.version_memory_s`, 15 s), in the store, at the origin. The store's copy carries the moment
//! at which the origin was asked, and counts while that is at most `auth.version_store_s`, 60 s,
//! ago. So a token is accepted at most 75 s after its version has passed, whether or not the
//! origin's push arrives, and however long the store takes to show an edge what another has written.
//! A push makes it at once for everybody who reads the store, and for this isolate's memory.
//!
//! 1. A version that is higher than the token's, wherever it is found and however old: the token is
//!    revoked. Versions only rise.
//! 2. A copy with the token's own version that is young enough: the token counts.
//! 3. Any other copy, and none: the origin decides. A copy with a version below the token's is older
//!    than the token. A user the origin does not know is gone, and their tokens with them.
//! 4. The origin cannot be asked: the token counts unless rule 1 refuses it. It was signed within
//!    the last ten minutes, the listener only wants music, and whatever writes is checked by the
//!    origin itself.
//! 5. Neither store nor origin can be asked: 503. Nothing at all is known, and letting pass would
//!    make an attack on both a way around a ban.
//!
//! A call through this isolate that raises its user's version makes all that was found out of them
//! before count no more here, whether or not the origin then says what the version is: neither what is
//! remembered of their tokens nor a copy in the store that was asked for earlier. That is no
//! revocation: a call that is made again under its idempotency key raises nothing, and then the same
//! tokens are found to count as before.

use std::time::Duration;

use super::{
    Principal, RememberedToken,
    inquiry::{self, Answer},
    known_version::{self, KnownVersion},
    remembered::Standing,
};
use crate::{
    http::{Code, Problem, RequestContext},
    observe::{Level, log},
    ports::{Clock, Host, KvFault, Timestamp},
};

/// Lets a token pass that its user's token version allows.
///
/// # Errors
/// `token_revoked`; `origin_unavailable` by rule 5.
pub(super) async fn check<H: Host>(
    context: &RequestContext<H>,
    token: &RememberedToken,
    now: Timestamp,
) -> Result<(), Problem> {
    let memory = Duration::from_secs(context.settings.auth.version_memory_s);
    let changed_at = changed_at(context, token);
    match token.standing() {
        Standing::CheckedAt(checked_at)
            if now.since(checked_at) < memory && changed_at.is_none_or(|at| at < checked_at) =>
        {
            Ok(())
        }
        Standing::Revoked => Err(Code::TokenRevoked.into()),
        // On the heap: most requests do not come here and need not have room for it.
        _ => match Box::pin(look_up(context, token)).await? {
            Standing::Revoked => Err(Code::TokenRevoked.into()),
            _ => Ok(()),
        },
    }
}

fn changed_at<H: Host>(context: &RequestContext<H>, token: &RememberedToken) -> Option<Timestamp> {
    context.isolate.inquiries.borrow().changed_at(&token.principal.user_id)
}

async fn look_up<H: Host>(
    context: &RequestContext<H>,
    token: &RememberedToken,
) -> Result<Standing, Problem> {
    let Principal { user_id, token_version, .. } = &token.principal;
    let settings = &context.settings.auth;
    let changed_before = changed_at(context, token);
    let stored = known_version::read(context, user_id).await;
    let now = context.host.clock().now();
    let counts = |known: &KnownVersion| {
        known.is_fresh(now, settings) && changed_before.is_none_or(|at| at <= known.checked_at)
    };
    let revoked = match &stored {
        Ok(Some(known)) if *token_version < known.version => true,
        Ok(Some(known)) if *token_version == known.version && counts(known) => false,
        _ => match (inquiry::ask(context, user_id).await, &stored) {
            (Answer::Version(version), _) => *token_version < version,
            (Answer::Gone, _) => true,
            (Answer::Unavailable, Ok(_)) => false,
            (Answer::Unavailable, Err(KvFault(fault))) => {
                log(context, Level::Error, "token_version", &[("fault", fault)]);
                return Err(Code::OriginUnavailable.into());
            }
        },
    };
    if revoked {
        return Ok(token.settle(Standing::Revoked));
    }
    // What was found out may be from before a change that came meanwhile.
    if changed_at(context, token) != changed_before {
        return Ok(token.standing());
    }
    Ok(token.settle(Standing::CheckedAt(context.host.clock().now())))
}

/// Takes in that a user's version has risen to `version`, for every edge.
///
/// # Errors
/// When the store did not take it.
pub(crate) async fn raise<H: Host>(
    context: &RequestContext<H>,
    user_id: &str,
    version: u64,
) -> Result<(), KvFault> {
    let known = KnownVersion { version, checked_at: Timestamp::default() };
    known_version::keep(context, user_id, known).await
}

/// After the caller had the origin raise their version: asks what it is now, so that older tokens end
/// here at once, and elsewhere by the store should the origin's push be late or lost. Where the origin
/// does not say, every token of theirs is looked into afresh when it is next shown here.
pub(super) async fn raised_by<H: Host>(context: &RequestContext<H>, caller: &Principal) {
    let user_id = &caller.user_id;
    let now = context.host.clock().now();
    context.isolate.inquiries.borrow_mut().change(user_id, now);
    if let Answer::Version(version) = inquiry::ask(context, user_id).await {
        let older = |token: &Principal| token.user_id == *user_id && token.token_version < version;
        context.isolate.tokens.borrow().revoke(older);
    }
}
