//! The way in for the origin: a service token of its own, used once.

use std::{collections::HashMap, time::Duration};

use super::{
    guard::bearer,
    service_token::{Audience, SKEW, ServiceToken},
};
use crate::{
    http::{Code, Problem, RequestContext, RequestView},
    observe::{Level, log},
    ports::{Clock, Host, Timestamp},
};

/// How many tokens one isolate remembers: 60 calls a second for a token's life. Past that, calls are
/// refused rather than tokens forgotten.
const MEMORY: usize = 4_096;
/// A full memory empties within a token's life; the origin tries again before that.
const CROWDED_RETRY_S: u32 = 10;

/// The service tokens that were used here and are not over.
///
/// Another isolate knows nothing of them, so a token overheard on the way could be used once at each
/// within its minute. What it allows does not mind: every effect of an event is the same twice.
#[derive(Debug, Default)]
pub struct UsedTokens(HashMap<String, Timestamp>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    First,
    Again,
    /// The memory is full.
    Crowded,
}

impl UsedTokens {
    fn remember(&mut self, token: ServiceToken, now: Timestamp) -> Use {
        if self.0.contains_key(&token.token_id) {
            return Use::Again;
        }
        if self.0.len() >= MEMORY {
            self.0.retain(|_, forget_at| now < *forget_at);
        }
        if self.0.len() >= MEMORY {
            return Use::Crowded;
        }
        // A token passes up to the skew past its end, to the second.
        let forget_at = token.expires_at + SKEW + Duration::from_secs(1);
        self.0.insert(token.token_id, forget_at);
        Use::First
    }
}

/// Lets a call of the origin pass.
///
/// # Errors
/// `service_token_invalid` for anything but a token of the origin that is meant for edges, is not
/// over and was not used here before; also when this edge was given no key to verify one with.
/// `rate_limited` when more calls come than can be told apart.
pub async fn service_gate<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<(), Problem> {
    let refused = |reason| {
        log(context, Level::Warn, "service_token", &[("reason", reason)]);
        Problem::new(Code::ServiceTokenInvalid)
    };
    let header = request.header("authorization");
    let token = header.as_deref().and_then(bearer).ok_or_else(|| refused("missing"))?;
    let now = context.host.clock().now();
    let keys = &context.isolate.config.origin_public_keys;
    let token = keys
        .iter()
        .find_map(|key| key.verify(token, Audience::Edge, now).ok())
        .ok_or_else(|| refused("invalid"))?;
    let remembered = context.isolate.service_tokens.borrow_mut().remember(token, now);
    match remembered {
        Use::First => Ok(()),
        Use::Again => Err(refused("used before")),
        Use::Crowded => Err(Problem::new(Code::RateLimited).retry_after(CROWDED_RETRY_S)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(number: usize, expires_at: i64) -> ServiceToken {
        ServiceToken {
            issuer: "origin".to_owned(),
            token_id: number.to_string(),
            expires_at: Timestamp::from_secs(expires_at),
        }
    }

    #[test]
    fn memory_is_bounded_and_empties_with_time() {
        let mut used = UsedTokens::default();
        let now = Timestamp::from_secs(0);
        for number in 0..MEMORY {
            assert_eq!(used.remember(token(number, 60), now), Use::First);
        }
        assert_eq!(used.remember(token(0, 60), now), Use::Again);
        assert_eq!(used.remember(token(MEMORY, 60), now), Use::Crowded);
        let last = Timestamp::from_millis(65_999);
        assert_eq!(used.remember(token(0, 60), last), Use::Again, "it may still pass");
        assert_eq!(used.remember(token(MEMORY, 120), Timestamp::from_secs(66)), Use::First);
    }
}
