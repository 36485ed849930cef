//! Answers as the vendor sends them.

use chrono::{DateTime, Utc};
use reqwest::StatusCode;
use serde::Deserialize;

use crate::sms::{Fate, Receipt, Refusal, State};

/// What was asked for, or a problem with a number.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Answer<T> {
    Problem { code: u32 },
    Success(T),
}

impl<T> Answer<T> {
    /// A problem is one by the answer's status too.
    pub(super) fn into_result(self, status: StatusCode) -> Result<T, Refusal> {
        match self {
            Self::Success(answer) if status.is_success() => Ok(answer),
            Self::Problem { code } if status.is_client_error() => Err(refusal(code)),
            _ => Err(Refusal::Malformed),
        }
    }
}

/// What a number means (twilio.com/docs/api/errors).
fn refusal(code: u32) -> Refusal {
    let text = code.to_string();
    match code {
        // Not a number, not one that takes messages, not one that may be sent any; opted out.
        21211 | 21214 | 21217 | 21265 | 21408 | 21610 | 21612 | 21614 | 30003..=30006 => {
            Refusal::Number(text)
        }
        // Requests, the queue, the account's day.
        20429 | 14107 | 21611 | 30001 | 30022 | 63018 | 63038 => Refusal::Limited(text),
        20500 | 20503 => Refusal::Failed(text),
        _ => Refusal::Call(text),
    }
}

/// A message.
#[derive(Debug, Deserialize)]
pub(super) struct Sms {
    sid: String,
    status: String,
    #[serde(default)]
    error_code: Option<u32>,
    /// Digits; `0` as long as a messaging service has not picked a sender.
    #[serde(default)]
    num_segments: Option<String>,
    /// RFC 2822.
    #[serde(default)]
    date_created: Option<String>,
    #[serde(default)]
    date_updated: Option<String>,
}

impl Sms {
    /// The answer to its creation.
    pub(super) fn into_receipt(self) -> Result<Receipt, Refusal> {
        let cost_units = self.segments();
        match self.status.as_str() {
            "failed" | "undelivered" | "canceled" => {
                Err(self.error_code.map_or(Refusal::Malformed, refusal))
            }
            _ => Ok(Receipt { message_id: Some(self.sid), cost_units }),
        }
    }

    pub(super) fn into_fate(self) -> Result<Fate, Refusal> {
        let state = match self.status.as_str() {
            "accepted" | "scheduled" | "queued" | "sending" | "sent" => State::Underway,
            "delivered" | "read" => State::Delivered,
            "undelivered" | "failed" | "canceled" => State::Undelivered,
            _ => return Err(Refusal::Malformed),
        };
        let cost_units = self.segments();
        let at = self.date_updated.as_deref().and_then(time);
        Ok(Fate {
            state,
            vendor_code: self.error_code.map(|code| code.to_string()).or(Some(self.status)),
            at: at.filter(|_| state != State::Underway),
            message_id: Some(self.sid),
            cost_units,
        })
    }

    fn segments(&self) -> Option<u32> {
        self.num_segments.as_deref()?.parse().ok().filter(|segments| *segments > 0)
    }
}

/// A page of messages.
#[derive(Debug, Deserialize)]
pub(super) struct Listed {
    messages: Vec<Sms>,
}

impl Listed {
    /// The first message that was created within `window`.
    pub(super) fn into_fate(
        self,
        window: (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Option<Fate>, Refusal> {
        let created = |message: &Sms| message.date_created.as_deref().and_then(time);
        self.messages
            .into_iter()
            .filter(|message| created(message).is_some_and(|at| window.0 <= at && at <= window.1))
            .min_by_key(created)
            .map(Sms::into_fate)
            .transpose()
    }
}

fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = r#"{"account_sid":"AC1","api_version":"2010-04-01","body":"…",
        "date_created":"Mon, 01 Jun 2026 08:00:01 +0000","date_sent":null,
        "date_updated":"Mon, 01 Jun 2026 08:00:05 +0000","direction":"outbound-api",
        "error_code":null,"error_message":null,"from":"+15005550006",
        "messaging_service_sid":null,"num_media":"0","num_segments":"1","price":null,
        "price_unit":"USD","sid":"SM1","status":"queued","to":"+12025550123","uri":"/…"}"#;

    fn create(status: u16, json: &str) -> Result<Receipt, Refusal> {
        let answer = serde_json::from_str::<Answer<Sms>>(json).unwrap();
        answer.into_result(StatusCode::from_u16(status).unwrap())?.into_receipt()
    }

    #[test]
    fn a_message_that_was_taken_has_a_receipt() {
        let expected = Receipt { message_id: Some("SM1".to_owned()), cost_units: Some(1) };
        assert_eq!(create(201, MESSAGE).unwrap(), expected);
    }

    #[test]
    fn refusals_are_told_apart() {
        let outcome = |status: u16, code: u32| {
            let json = format!(
                r#"{{"code":{code},"message":"…","more_info":"https://…","status":{status}}}"#
            );
            create(status, &json).unwrap_err().outcome()
        };
        assert_eq!(outcome(400, 21211), "number_refused");
        assert_eq!(outcome(400, 21610), "number_refused");
        assert_eq!(outcome(429, 20429), "limited");
        assert_eq!(outcome(400, 30001), "limited");
        assert_eq!(outcome(401, 20003), "call_refused");
        assert_eq!(outcome(500, 20500), "unknown");
    }

    fn fate(status: &str) -> Result<Fate, Refusal> {
        let json = MESSAGE.replace("queued", status);
        serde_json::from_str::<Sms>(&json).unwrap().into_fate()
    }

    #[test]
    fn a_message_ends_when_it_is_delivered_or_given_up() {
        assert_eq!(
            (fate("sent").unwrap().state, fate("sent").unwrap().at),
            (State::Underway, None)
        );
        let delivered = fate("delivered").unwrap();
        assert_eq!(delivered.state, State::Delivered);
        assert_eq!(delivered.at, Some("2026-06-01T08:00:05Z".parse().unwrap()));
        assert_eq!(fate("undelivered").unwrap().state, State::Undelivered);
        assert!(fate("teleported").is_err());
    }

    #[test]
    fn a_message_without_an_id_is_found_by_its_time() {
        let listed = |json: &str| {
            let json = format!(r#"{{"messages":[{json}],"page":0}}"#);
            serde_json::from_str::<Listed>(&json).unwrap()
        };
        let at = "2026-06-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let window = (at, at + chrono::TimeDelta::seconds(30));
        let later = MESSAGE.replace("08:00:01", "08:01:01").replace("SM1", "SM2");
        let both = listed(&format!("{later},{MESSAGE}"));
        let found = both.into_fate(window).unwrap().unwrap();
        assert_eq!(found.message_id.as_deref(), Some("SM1"));
        assert_eq!(listed(&later).into_fate(window).unwrap(), None);
    }
}
