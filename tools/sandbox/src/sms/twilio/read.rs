//! Fetching and listing messages.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Parameters, Refusal, VENDOR, resource};
use crate::sandbox::Sandbox;

const DEFAULT_PAGE: usize = 50;
const LARGEST_PAGE: usize = 1000;

/// The message in `file`, which is its id and `.json`.
pub(super) fn fetch(sandbox: &Sandbox, file: &str) -> Result<Response, Refusal> {
    let id = file.strip_suffix(".json").unwrap_or(file);
    let found = sandbox.ledger.list(VENDOR, |entry| entry.id == id);
    let Some(entry) = found.first() else {
        let message = format!("The requested resource Messages/{id}.json was not found");
        return Err(Refusal::new(StatusCode::NOT_FOUND, 20404, message));
    };
    Ok(Json(resource::message(entry, status(sandbox, entry))).into_response())
}

/// Messages by recipient and time, newest first.
pub(super) fn list(sandbox: &Sandbox, parameters: &Parameters) -> Result<Response, Refusal> {
    let to = parameters.get("To");
    let (after, before) = (date(parameters, "DateSent>")?, date(parameters, "DateSent<")?);
    let size = parameters.get("PageSize").map_or(Ok(DEFAULT_PAGE), |size| {
        let size = size.parse().ok().filter(|size| (1..=LARGEST_PAGE).contains(size));
        size.ok_or_else(|| Refusal::bad(20001, "Invalid PageSize"))
    })?;
    let mut found = sandbox.ledger.list(VENDOR, |entry| {
        to.is_none_or(|to| entry.phone == to)
            && after.is_none_or(|after| entry.at >= after)
            && before.is_none_or(|before| entry.at <= before)
    });
    found.truncate(size);
    let messages: Vec<Value> =
        found.iter().map(|entry| resource::message(entry, status(sandbox, entry))).collect();
    Ok(Json(json!({
        "messages": messages,
        "page": 0,
        "page_size": size,
        "start": 0,
        "end": messages.len().saturating_sub(1),
        "next_page_uri": null,
        "previous_page_uri": null,
    }))
    .into_response())
}

fn status(sandbox: &Sandbox, entry: &crate::sms::Entry) -> &'static str {
    if entry.is_delivered(sandbox.clock.now()) { "delivered" } else { "sent" }
}

/// A time or, for its first moment, a day.
fn date(parameters: &Parameters, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = parameters.get(name) else { return Ok(None) };
    let time = text.parse().or_else(|_| format!("{text}T00:00:00Z").parse());
    time.map(Some).map_err(|_| Refusal::bad(20001, format!("Invalid {name}")))
}
