//! `SendSms`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::{Parameters, Refusal, VENDOR, request_id};
use crate::sandbox::Sandbox;
use crate::sms::{Entry, Message};

/// Sends one template to one phone.
pub(super) fn send(sandbox: &Sandbox, parameters: &Parameters) -> Result<Response, Refusal> {
    let phone = e164(parameters.required("PhoneNumbers")?)?;
    let sign_name = parameters.required("SignName")?;
    let template = parameters.required("TemplateCode")?;
    if !template.starts_with("SMS_") {
        return Err(Refusal::business("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板"));
    }
    let variables = variables(parameters.get("TemplateParam").unwrap_or("{}"))?;
    let code = variables.get("code").and_then(Value::as_str).map(str::to_owned);
    let Some(code) = code else {
        let message = "模板变量缺少对应参数值: code";
        return Err(Refusal::business("isv.TEMPLATE_MISSING_PARAMETERS", message));
    };
    let now = sandbox.clock.now();
    let number = getrandom::u32().unwrap_or_default() % 1_000_000;
    let biz_id = format!("{}{number:06}^0", now.as_millisecond());
    let text = format!("【{sign_name}】您的验证码为{code}，5分钟内有效，请勿泄露给他人。");
    sandbox.ledger.record(Entry {
        vendor: VENDOR,
        id: biz_id.clone(),
        reference: parameters.get("OutId").unwrap_or_default().to_owned(),
        phone: phone.clone(),
        text: text.clone(),
        template: template.to_owned(),
        at: now,
    });
    sandbox.inbox.deliver(Message { phone, text, code: Some(code), vendor: VENDOR, at: now });
    Ok(Json(json!({
        "Code": "OK",
        "Message": "OK",
        "BizId": biz_id,
        "RequestId": request_id(),
    }))
    .into_response())
}

fn variables(parameters: &str) -> Result<Map<String, Value>, Refusal> {
    serde_json::from_str(parameters)
        .map_err(|_| Refusal::business("isv.INVALID_JSON_PARAM", "参数格式错误，请修改为字符串值"))
}

/// A mainland number of eleven digits, alone or after `86`, or an international one with its code.
pub(super) fn e164(phone: &str) -> Result<String, Refusal> {
    let digits = phone.strip_prefix('+').or_else(|| phone.strip_prefix("00")).unwrap_or(phone);
    let numeric = digits.bytes().all(|byte| byte.is_ascii_digit());
    let mainland = |number: &str| number.len() == 11 && number.starts_with('1');
    let number = match digits.strip_prefix("86") {
        Some(national) if mainland(national) => Some(format!("+{digits}")),
        None if mainland(digits) && phone == digits => Some(format!("+86{digits}")),
        None if (8..=15).contains(&digits.len()) => Some(format!("+{digits}")),
        _ => None,
    };
    number
        .filter(|_| numeric)
        .ok_or_else(|| Refusal::business("isv.MOBILE_NUMBER_ILLEGAL", "非法手机号"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_the_vendor_does() {
        for (given, expected) in [
            ("13900001234", Some("+8613900001234")),
            ("8613900001234", Some("+8613900001234")),
            ("+8613900001234", Some("+8613900001234")),
            ("008613900001234", Some("+8613900001234")),
            ("85291234567", Some("+85291234567")),
            ("+12025550123", Some("+12025550123")),
            ("8623900001234", None),
            ("1390000", None),
            ("1390000abcd", None),
        ] {
            assert_eq!(e164(given).ok().as_deref(), expected, "{given}");
        }
    }
}
