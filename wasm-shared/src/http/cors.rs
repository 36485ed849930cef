//! Browsers of other origins: only those that the settings name may read answers.

use std::borrow::Cow;

use super::{RequestView, Response};
use crate::settings::WebSettings;

const EXPOSED: &str = "ETag, Retry-After, Server-Timing, X-Cache, X-Request-Id, X-Source";
const ALLOWED: &str = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, \
                       If-Range, Range, X-Request-Id, traceparent";

/// The caller's origin when the settings allow it.
pub fn allowed_origin<'r>(
    request: &'r impl RequestView,
    settings: &WebSettings,
) -> Option<Cow<'r, str>> {
    if settings.allowed_origins.is_empty() {
        return None;
    }
    request.header("origin").filter(|origin| {
        settings.allowed_origins.iter().any(|allowed| allowed.as_str() == origin.as_ref())
    })
}

/// Lets the caller's origin read this answer, where it is an allowed one. Where any is allowed, every
/// answer says that it depends on that: one that a cache keeps must not be given to another origin.
pub fn expose<S>(
    response: Response<S>,
    origin: Option<&str>,
    settings: &WebSettings,
) -> Response<S> {
    if settings.allowed_origins.is_empty() {
        return response;
    }
    let response = response.header("vary", "Origin");
    let Some(origin) = origin else { return response };
    response
        .header("access-control-allow-origin", origin.to_owned())
        .header("access-control-expose-headers", EXPOSED)
}

/// The answer to `OPTIONS`: which methods the path has, and to an allowed origin that it may use
/// them.
pub fn preflight<S>(allow: String, origin: Option<&str>) -> Response<S> {
    let response = Response::empty(204).header("allow", allow.clone());
    if origin.is_none() {
        return response;
    }
    response
        .header("access-control-allow-methods", allow)
        .header("access-control-allow-headers", ALLOWED)
        .header("access-control-max-age", "86400")
}
