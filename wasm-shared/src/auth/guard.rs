use std::rc::Rc;

use super::{RememberedToken, RememberedTokens, access_token, key_ring, strict, version};
use crate::{
    http::{Code, Problem, RequestContext, RequestView},
    ports::{Clock, Host, Timestamp},
};

/// Who is calling, as a verified access token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The user.
    pub user_id: String,
    /// The device they are signed in on.
    pub device_id: String,
    /// The session there.
    pub session_id: String,
    /// The user's token version when the token was made.
    pub token_version: u64,
    /// What the token is bound to in strict mode, as [`network_binding`](super::network_binding)
    /// writes it.
    pub network: Option<String>,
    /// When the token expires.
    pub expires_at: Timestamp,
}

/// Lets a request with a valid access token through.
///
/// # Errors
/// `token_missing`, `token_invalid`, `token_expired`, `token_revoked`, in strict mode
/// `token_network_changed`; `origin_unavailable` when there is no key to verify with and none can be
/// fetched, or nothing can be known of revocations. It fails closed.
pub async fn guard<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Rc<RememberedToken>, Problem> {
    let header = request.header("authorization").ok_or(Code::TokenMissing)?;
    admit(context, request, bearer(&header).ok_or(Code::TokenInvalid)?).await
}

/// As [`guard`], where a socket is opened: browsers can set no header there, so the token may be
/// among the subprotocols that are offered, as `bearer.<token>`. A header goes first.
pub async fn guard_socket<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Rc<RememberedToken>, Problem> {
    if request.header("authorization").is_some() {
        return guard(context, request).await;
    }
    let offered = request.header("sec-websocket-protocol").unwrap_or_default();
    let mut offered = offered.split(',').map(str::trim);
    let token = offered.find_map(|protocol| protocol.strip_prefix("bearer."));
    admit(context, request, token.ok_or(Code::TokenMissing)?).await
}

async fn admit<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    token: &str,
) -> Result<Rc<RememberedToken>, Problem> {
    let now = context.host.clock().now();
    let token = authenticate(context, token, now).await?;
    if context.settings.auth.strict {
        strict::check(&token, request.client_ip().as_deref())?;
    }
    version::check(context, &token, now).await?;
    Ok(token)
}

/// The token of an `Authorization` header; the scheme's name is not case sensitive (RFC 9110).
pub(super) fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim_matches(' '))
}

/// Who the token belongs to. A token that was verified before is looked up, not verified again.
async fn authenticate<H: Host>(
    context: &RequestContext<H>,
    token: &str,
    now: Timestamp,
) -> Result<Rc<RememberedToken>, Problem> {
    if token.is_empty() || token.len() > access_token::MAX_LENGTH {
        return Err(Code::TokenInvalid.into());
    }
    let digest = RememberedTokens::digest(token);
    let known = context.isolate.tokens.borrow_mut().get(&digest, now);
    if let Some(known) = known {
        return Ok(known);
    }
    let kid = access_token::key_id(token).map_err(access_token::TokenError::code)?;
    let keys = key_ring::keys_with(context, &kid).await?;
    let principal = access_token::verify(token, &keys, &context.settings.auth, now)
        .map_err(access_token::TokenError::code)?;
    let verified = Rc::new(RememberedToken::new(principal));
    context.isolate.tokens.borrow_mut().put(digest, Rc::clone(&verified));
    Ok(verified)
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn the_scheme_is_bearer_in_any_case() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("abc"), None);
    }
}
