//! Creating a message.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{Parameters, Refusal, VENDOR, resource};
use crate::sandbox::Sandbox;
use crate::sms::{Entry, Message};

/// Sends one text to one phone.
pub(super) fn create(sandbox: &Sandbox, parameters: &Parameters) -> Result<Response, Refusal> {
    let to = parameters
        .get("To")
        .ok_or_else(|| Refusal::bad(21604, "A 'To' phone number is required."))?;
    let text =
        parameters.get("Body").ok_or_else(|| Refusal::bad(21602, "Message body is required."))?;
    match (parameters.get("From"), parameters.get("MessagingServiceSid")) {
        (Some(_), _) => {}
        (None, Some(service)) if service.starts_with("MG") => {}
        (None, Some(_)) => {
            return Err(Refusal::bad(21705, "The Messaging Service Sid is invalid."));
        }
        (None, None) => return Err(Refusal::bad(21603, "A 'From' phone number is required.")),
    }
    if !is_e164(to) {
        return Err(Refusal::bad(21211, format!("Invalid 'To' Phone Number: {}", masked(to))));
    }
    let at = sandbox.clock.now();
    let random: [u8; 16] =
        std::array::from_fn(|_| getrandom::u32().unwrap_or_default().to_le_bytes()[0]);
    let entry = Entry {
        vendor: VENDOR,
        id: format!("SM{}", hex::encode(random)),
        reference: String::new(),
        phone: to.to_owned(),
        text: text.to_owned(),
        template: String::new(),
        at,
    };
    let answer = resource::message(&entry, "queued");
    sandbox.inbox.deliver(Message {
        phone: to.to_owned(),
        text: text.to_owned(),
        code: code_in(text),
        vendor: VENDOR,
        at,
    });
    sandbox.ledger.record(entry);
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// A run of six digits.
fn code_in(text: &str) -> Option<String> {
    let mut runs = text.split(|character: char| !character.is_ascii_digit());
    runs.find(|run| run.len() == 6).map(str::to_owned)
}

fn is_e164(phone: &str) -> bool {
    phone.strip_prefix('+').is_some_and(|digits| {
        (8..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// As the vendor shows a number in its errors.
fn masked(phone: &str) -> String {
    let shown = phone.chars().count().saturating_sub(4);
    phone.chars().take(shown).chain("XXXX".chars()).collect()
}
