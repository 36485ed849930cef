//! A message as the API shows it.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::ACCOUNT_SID;
use crate::sms::Entry;

/// Characters of a text that is sent alone, and of each part of a longer one: ASCII, and anything
/// else.
const ASCII: (usize, usize) = (160, 153);
const UNICODE: (usize, usize) = (70, 67);

/// The message in `status`.
pub(super) fn message(entry: &Entry, status: &str) -> Value {
    let queued = status == "queued";
    let updated = if status == "delivered" { entry.delivered_at() } else { entry.at };
    json!({
        "account_sid": ACCOUNT_SID,
        "api_version": "2010-04-01",
        "body": entry.text,
        "date_created": date(entry.at),
        "date_sent": (!queued).then(|| date(entry.at)),
        "date_updated": date(updated),
        "direction": "outbound-api",
        "error_code": null,
        "error_message": null,
        "from": "+15005550006",
        "messaging_service_sid": null,
        "num_media": "0",
        "num_segments": segments(&entry.text).to_string(),
        "price": if queued { Value::Null } else { "-0.00790".into() },
        "price_unit": "USD",
        "sid": entry.id,
        "status": status,
        "to": entry.phone,
        "uri": format!("/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{}.json", entry.id),
    })
}

fn segments(text: &str) -> usize {
    let (alone, part) = if text.is_ascii() { ASCII } else { UNICODE };
    let characters = text.chars().count();
    if characters <= alone { 1 } else { characters.div_ceil(part) }
}

/// `Sun, 22 Nov 2026 10:00:00 +0000`.
fn date(time: Timestamp) -> String {
    // Years before 0 and after 9999 are all it refuses.
    rfc2822::to_string(&time.to_zoned(TimeZone::UTC)).unwrap_or_default()
}
