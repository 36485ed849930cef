//! `PullSmsSendStatusByPhoneNumber`.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::send::e164;
use super::{Refusal, SDK_APP_ID, VENDOR, respond};
use crate::sandbox::Sandbox;
use crate::sms::Entry;

/// Receipts are kept so long.
const KEPT_S: i64 = 7 * 24 * 3600;
const LARGEST_PAGE: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct PullStatus {
    begin_time: i64,
    end_time: Option<i64>,
    offset: usize,
    limit: usize,
    phone_number: String,
    sms_sdk_app_id: String,
}

/// The receipts of one phone's messages; there is none before the message has arrived.
pub(super) fn pull(sandbox: &Sandbox, request: &PullStatus) -> Result<Response, Refusal> {
    let now = sandbox.clock.now();
    if request.sms_sdk_app_id != SDK_APP_ID {
        let code = "UnauthorizedOperation.SmsSdkAppIdVerifyFail";
        return Err(Refusal::new(code, "SmsSdkAppId 校验失败。"));
    }
    let phone = e164(&request.phone_number).ok_or_else(|| {
        Refusal::new("InvalidParameterValue.IncorrectPhoneNumber", "手机号格式错误。")
    })?;
    if request.begin_time < now.as_second() - KEPT_S {
        let code = "InvalidParameterValue.BeginTimeVerifyFail";
        return Err(Refusal::new(code, "参数 BeginTime 校验失败。"));
    }
    if !(1..=LARGEST_PAGE).contains(&request.limit) || request.offset != 0 {
        return Err(Refusal::new("InvalidParameter", "参数 Limit 或 Offset 校验失败。"));
    }
    let end = request.end_time.unwrap_or(i64::MAX);
    let mut receipts = sandbox.ledger.list(VENDOR, |entry| {
        entry.phone == phone
            && (request.begin_time..=end).contains(&entry.at.as_second())
            && entry.is_delivered(now)
    });
    receipts.truncate(request.limit);
    let receipts: Vec<Value> = receipts.iter().map(receipt).collect();
    Ok(respond(&json!({ "PullSmsSendStatusSet": receipts })))
}

fn receipt(entry: &Entry) -> Value {
    let subscriber = entry.phone.strip_prefix("+86");
    json!({
        "UserReceiveTime": entry.delivered_at().as_second(),
        "CountryCode": subscriber.map_or("", |_| "86"),
        "SubscriberNumber": subscriber.unwrap_or(&entry.phone[1..]),
        "PhoneNumber": entry.phone,
        "SerialNo": entry.id,
        "ReportStatus": "SUCCESS",
        "Description": "DELIVRD",
        "SessionContext": entry.reference,
    })
}
