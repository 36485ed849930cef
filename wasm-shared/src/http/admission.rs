//! How often one caller may call. The isolate's own buckets are asked first, then the platform's
//! limiter where a call is rare enough to leave WASM for it. Both only keep a flood from the origin,
//! whose budgets are the ones that count.

use std::time::Duration;

use super::{Code, Problem, RequestContext, RequestView};
use crate::{
    auth::{self, Principal},
    observe::{Level, log},
    ports::{Admission, Clock, Host, LimitRule, RateLimiter},
    resilience::{deadline::within, rate_limit::TokenBuckets},
};

/// The longest the platform's limiter is waited for.
const LIMITER_BOUND: Duration = Duration::from_millis(200);

/// The callers that an isolate counts.
#[derive(Debug, Default)]
pub struct Callers {
    networks: TokenBuckets,
    users: TokenBuckets,
}

/// Counts an open sign-in call by the caller's network.
///
/// # Errors
/// `rate_limited`. A caller whose address is not known is let pass, and so is everybody while the
/// platform's limiter fails.
pub(super) async fn admit_network<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<(), Problem> {
    let limit = context.settings.limits.sign_in_per_minute;
    let Some(address) = request.client_ip().and_then(|ip| ip.parse().ok()) else { return Ok(()) };
    if limit == 0 {
        return Ok(());
    }
    let network = auth::counted_network(address);
    let now = context.host.clock().now();
    let own = context.isolate.callers.borrow_mut().networks.admit(&network, limit, now);
    verdict(own)?;
    let key = network.to_string();
    let platform = context.host.rate_limiter().admit(LimitRule::SignIn, &key);
    let fault = match within(context.host.clock(), LIMITER_BOUND, platform).await {
        Some(Ok(admission)) => return verdict(admission),
        Some(Err(fault)) => fault.0,
        None => "no answer in time".to_owned(),
    };
    log(context, Level::Warn, "rate_limiter", &[("fault", &fault)]);
    Ok(())
}

/// Counts a signed-in call by its user.
///
/// # Errors
/// `rate_limited`
pub(super) fn admit_user<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<(), Problem> {
    let limit = context.settings.limits.calls_per_minute;
    let now = context.host.clock().now();
    let mut callers = context.isolate.callers.borrow_mut();
    verdict(callers.users.admit(&principal.user_id, limit, now))
}

fn verdict(admission: Admission) -> Result<(), Problem> {
    match admission {
        Admission::Admitted => Ok(()),
        Admission::Refused { retry_after } => {
            let seconds = retry_after.as_millis().div_ceil(1_000).max(1);
            let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
            Err(Problem::new(Code::RateLimited).retry_after(seconds))
        }
    }
}
