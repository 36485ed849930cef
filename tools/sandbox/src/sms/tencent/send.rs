//! `SendSms`.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, SDK_APP_ID, VENDOR, respond};
use crate::sandbox::Sandbox;
use crate::sms::{Entry, Message};

/// Phones of one call.
const MOST_PHONES: usize = 200;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct SendSms {
    phone_number_set: Vec<String>,
    sms_sdk_app_id: String,
    template_id: String,
    #[serde(default)]
    sign_name: String,
    #[serde(default)]
    template_param_set: Vec<String>,
    #[serde(default)]
    session_context: String,
}

/// Sends one template to some phones; each has a status of its own.
pub(super) fn send(sandbox: &Sandbox, request: &SendSms) -> Result<Response, Refusal> {
    if request.sms_sdk_app_id != SDK_APP_ID {
        let code = "UnauthorizedOperation.SmsSdkAppIdVerifyFail";
        return Err(Refusal::new(code, "SmsSdkAppId 校验失败。"));
    }
    if request.phone_number_set.is_empty() || request.phone_number_set.len() > MOST_PHONES {
        let code = "LimitExceeded.PhoneNumberCountLimit";
        return Err(Refusal::new(code, "单次发送手机号数量须为 1 到 200。"));
    }
    let statuses: Vec<Value> =
        request.phone_number_set.iter().map(|phone| send_one(sandbox, request, phone)).collect();
    Ok(respond(&json!({ "SendStatusSet": statuses })))
}

fn send_one(sandbox: &Sandbox, request: &SendSms, phone: &str) -> Value {
    let Some(phone) = e164(phone) else {
        return status(request, phone, "InvalidParameterValue.IncorrectPhoneNumber", None);
    };
    if phone.starts_with("+86") && request.sign_name.is_empty() {
        return status(request, &phone, "FailedOperation.SignatureIncorrectOrUnapproved", None);
    }
    if !request.template_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return status(request, &phone, "FailedOperation.TemplateIncorrectOrUnapproved", None);
    }
    let [code] = &request.template_param_set[..] else {
        let code = "FailedOperation.TemplateParamSetNotMatchApprovedTemplate";
        return status(request, &phone, code, None);
    };
    let now = sandbox.clock.now();
    let number = getrandom::u32().unwrap_or_default();
    let serial_no = format!("2640:{}{number:010}", now.as_millisecond());
    let sign_name = &request.sign_name;
    let text = format!("【{sign_name}】{code}为您的登录验证码，请于5分钟内填写。");
    sandbox.ledger.record(Entry {
        vendor: VENDOR,
        id: serial_no.clone(),
        reference: request.session_context.clone(),
        phone: phone.clone(),
        text: text.clone(),
        template: request.template_id.clone(),
        at: now,
    });
    let status = status(request, &phone, "Ok", Some(&serial_no));
    let code = Some(code.clone());
    sandbox.inbox.deliver(Message { phone, text, code, vendor: VENDOR, at: now });
    status
}

fn status(request: &SendSms, phone: &str, code: &str, serial_no: Option<&str>) -> Value {
    json!({
        "SerialNo": serial_no.unwrap_or(""),
        "PhoneNumber": phone,
        "Fee": u8::from(serial_no.is_some()),
        "SessionContext": request.session_context,
        "Code": code,
        "Message": if code == "Ok" { "send success" } else { code },
        "IsoCode": if phone.starts_with("+86") { "CN" } else { "DEF" },
    })
}

/// Refuses every phone of a call with `code`.
pub(super) fn refused(body: &[u8], code: &'static str) -> Response {
    match serde_json::from_slice::<SendSms>(body) {
        Err(error) => respond(
            &json!({ "Error": { "Code": "InvalidParameter", "Message": error.to_string() } }),
        ),
        Ok(request) => {
            let phones = request.phone_number_set.iter();
            let statuses: Vec<Value> =
                phones.map(|phone| status(&request, phone, code, None)).collect();
            respond(&json!({ "SendStatusSet": statuses }))
        }
    }
}

/// A number in E.164; one of the mainland also without its code or plus.
pub(super) fn e164(phone: &str) -> Option<String> {
    let mainland = |number: &str| number.len() == 11 && number.starts_with('1');
    let digits = phone.strip_prefix('+').or_else(|| phone.strip_prefix("00")).unwrap_or(phone);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.strip_prefix("86") {
        Some(national) => mainland(national).then(|| format!("+{digits}")),
        None if phone.len() == digits.len() => mainland(digits).then(|| format!("+86{digits}")),
        None => (8..=15).contains(&digits.len()).then(|| format!("+{digits}")),
    }
}
