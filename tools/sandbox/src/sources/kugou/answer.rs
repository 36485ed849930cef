//! What the open calls' answers have in common.

use axum::Json;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{TARGET, TOO_FREQUENT, VERIFICATION};
use crate::faults::{Operation, Shape};
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

/// Answers a call of `operation` with what `data` makes of its parameters; it is told when there is
/// to be nothing.
pub(super) async fn open(
    sandbox: &Sandbox,
    caller: &Caller,
    uri: &Uri,
    operation: Operation,
    data: impl FnOnce(&Parameters, bool) -> Value,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape: Option<Shape>| {
        let body = if let Some((code, text)) = refusal(shape) {
            json!({ "status": 0, "errcode": code, "error": text, "data": null })
        } else {
            let data = data(&parameters, shape.is_some());
            json!({ "status": 1, "errcode": 0, "error": "", "data": data })
        };
        Json(body).into_response()
    };
    sandbox.answer(caller, TARGET, operation, respond).await
}

/// The code and the words of a fault that the source tells itself.
pub(super) const fn refusal(shape: Option<Shape>) -> Option<(i64, &'static str)> {
    match shape {
        Some(Shape::RateLimited) => Some((TOO_FREQUENT, "请求过于频繁")),
        Some(Shape::Verification) => Some((VERIFICATION, "本次请求需要验证")),
        Some(Shape::Empty) | None => None,
    }
}

/// The page that is asked for of a list of `total`.
pub(super) fn page(parameters: &Parameters, total: usize) -> std::ops::Range<usize> {
    const LARGEST_PAGE: usize = 100;
    let number = parameters.number("page").unwrap_or(1).max(1);
    let size = parameters.number("pagesize").unwrap_or(30).clamp(1, LARGEST_PAGE);
    crate::sources::parameters::page(total, number, size)
}
