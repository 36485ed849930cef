//! `QuerySendDetails`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::send::e164;
use super::{Parameters, Refusal, VENDOR, request_id};
use crate::clock::in_china;
use crate::sandbox::Sandbox;
use crate::sms::Entry;

const LARGEST_PAGE: usize = 50;
const DELIVERED: u8 = 3;
const UNDERWAY: u8 = 1;

/// A page of the messages of one phone and day.
pub(super) fn query(sandbox: &Sandbox, parameters: &Parameters) -> Result<Response, Refusal> {
    let phone = e164(parameters.required("PhoneNumber")?)?;
    let day = parameters.required("SendDate")?;
    let invalid =
        |name: &str| Refusal::business("isv.INVALID_PARAMETERS", format!("参数{name}不合法"));
    if day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid("SendDate"));
    }
    let number = |name: &'static str, largest: usize| {
        let number = parameters.required(name)?.parse().ok();
        number.filter(|number| (1..=largest).contains(number)).ok_or_else(|| invalid(name))
    };
    let size = number("PageSize", LARGEST_PAGE)?;
    let page = number("CurrentPage", usize::MAX)?;
    let biz_id = parameters.get("BizId");
    let found = sandbox.ledger.list(VENDOR, |entry| {
        entry.phone == phone
            && in_china(entry.at, "%Y%m%d") == day
            && biz_id.is_none_or(|id| entry.id == id)
    });
    let from = size.saturating_mul(page - 1).min(found.len());
    let to = from.saturating_add(size).min(found.len());
    Ok(answer(&found[from..to], found.len(), sandbox.clock.now()))
}

/// The answer with these of `total` messages.
pub(super) fn answer(entries: &[Entry], total: usize, now: Timestamp) -> Response {
    let details: Vec<Value> = entries.iter().map(|entry| detail(entry, now)).collect();
    Json(json!({
        "Code": "OK",
        "Message": "OK",
        "RequestId": request_id(),
        "TotalCount": total,
        "SmsSendDetailDTOs": { "SmsSendDetailDTO": details },
    }))
    .into_response()
}

fn detail(entry: &Entry, now: Timestamp) -> Value {
    let local = |at| in_china(at, "%Y-%m-%d %H:%M:%S");
    let delivered = entry.is_delivered(now);
    json!({
        "PhoneNum": entry.phone.strip_prefix("+86").unwrap_or(&entry.phone[1..]),
        "OutId": entry.reference,
        "TemplateCode": entry.template,
        "Content": entry.text,
        "SendDate": local(entry.at),
        "SendStatus": if delivered { DELIVERED } else { UNDERWAY },
        "ErrCode": if delivered { "DELIVERED" } else { "" },
        "ReceiveDate": if delivered { local(entry.delivered_at()) } else { String::new() },
    })
}
