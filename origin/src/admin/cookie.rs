use axum::http::{HeaderMap, HeaderValue, header};

use super::AdminState;
use crate::administrators::SessionToken;

const NAME: &str = "listen_admin";

/// The token in the request's cookie.
pub(super) fn session_token(headers: &HeaderMap) -> Option<SessionToken> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split(';'));
    let value = cookies.find_map(|cookie| cookie.trim().strip_prefix(NAME)?.strip_prefix('='));
    SessionToken::parse(value?)
}

/// Gives the browser the token: no script reads it, no other site makes it be sent, and it goes when
/// the browser is closed or, at the origin, when the session ends.
pub(super) fn set(
    state: &AdminState,
    token: &SessionToken,
) -> [(header::HeaderName, HeaderValue); 1] {
    write(state, &token.expose(), "")
}

/// Takes the token from the browser.
pub(super) fn clear(state: &AdminState) -> [(header::HeaderName, HeaderValue); 1] {
    write(state, "", "; Max-Age=0")
}

fn write(state: &AdminState, value: &str, more: &str) -> [(header::HeaderName, HeaderValue); 1] {
    let secure = if state.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{NAME}={value}; Path=/admin; HttpOnly; SameSite=Strict{secure}{more}");
    let cookie = HeaderValue::from_str(&cookie).expect("base64url is a header's value");
    [(header::SET_COOKIE, cookie)]
}
