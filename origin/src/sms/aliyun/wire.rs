//! Answers as the vendor sends them.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;

use super::client::BEIJING;
use crate::sms::{Fate, Receipt, Refusal, State, segments::segments};

/// The answer of `SendSms`, in success and in failure.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendSms {
    /// `OK`, or why not.
    code: String,
    biz_id: Option<String>,
}

impl SendSms {
    /// Reads the answer's code.
    pub(super) fn into_result(self) -> Result<Receipt, Refusal> {
        match self.code.as_str() {
            // What it charges for depends on the template's text, which the details show.
            "OK" => Ok(Receipt { message_id: self.biz_id, cost_units: None }),
            _ => Err(refusal(self.code)),
        }
    }
}

/// What a code other than `OK` means (help.aliyun.com, "Dysmsapi error codes").
fn refusal(code: String) -> Refusal {
    match code.as_str() {
        "isv.MOBILE_NUMBER_ILLEGAL"
        | "isv.MOBILE_COUNT_OVER_LIMIT"
        | "isv.BLACK_KEY_CONTROL_LIMIT"
        | "MOBILE_IN_BLACK" => Refusal::Number(code),
        "isv.BUSINESS_LIMIT_CONTROL" | "isv.DAY_LIMIT_CONTROL" => Refusal::Limited(code),
        "isp.SYSTEM_ERROR" | "isp.UNKNOWN_ERR_CODE" | "InternalError" | "ServiceUnavailable" => {
            Refusal::Failed(code)
        }
        _ => Refusal::Call(code),
    }
}

/// The answer of `QuerySendDetails`: the messages of one phone and day. Their text is in it, code
/// included; it is counted and dropped.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Details {
    code: String,
    #[serde(rename = "SmsSendDetailDTOs")]
    details: Option<DetailList>,
}

#[derive(Deserialize)]
struct DetailList {
    #[serde(rename = "SmsSendDetailDTO", default)]
    items: Vec<Detail>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Detail {
    out_id: Option<String>,
    /// 1 under way, 2 failed, 3 delivered.
    send_status: u8,
    err_code: Option<String>,
    content: Option<String>,
    /// `2026-01-08 16:44:13` in Beijing.
    receive_date: Option<String>,
}

impl Details {
    /// The message with this `OutId`.
    pub(super) fn into_fate(self, out_id: &str) -> Result<Option<Fate>, Refusal> {
        if self.code != "OK" {
            return Err(refusal(self.code));
        }
        let mut details = self.details.into_iter().flat_map(|list| list.items);
        let Some(detail) = details.find(|detail| detail.out_id.as_deref() == Some(out_id)) else {
            return Ok(None);
        };
        let state = match detail.send_status {
            1 => State::Underway,
            2 => State::Undelivered,
            3 => State::Delivered,
            _ => return Err(Refusal::Malformed),
        };
        Ok(Some(Fate {
            state,
            vendor_code: detail.err_code.filter(|code| !code.is_empty()),
            at: detail.receive_date.as_deref().and_then(beijing_time),
            message_id: None,
            cost_units: detail.content.as_deref().map(segments),
        }))
    }
}

fn beijing_time(text: &str) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?;
    Some(local.and_local_timezone(BEIJING).single()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Receipt, Refusal> {
        serde_json::from_str::<SendSms>(json).unwrap().into_result()
    }

    #[test]
    fn a_message_that_was_taken_has_a_receipt() {
        let receipt = read(
            r#"{"Message":"OK","RequestId":"F655A8D5","BizId":"900619746936498440^0","Code":"OK"}"#,
        );
        assert_eq!(receipt.unwrap().message_id.as_deref(), Some("900619746936498440^0"));
    }

    #[test]
    fn refusals_are_told_apart() {
        let outcome = |code: &str| {
            read(&format!(r#"{{"Message":"…","RequestId":"1","Code":"{code}"}}"#))
                .unwrap_err()
                .outcome()
        };
        assert_eq!(outcome("isv.MOBILE_NUMBER_ILLEGAL"), "number_refused");
        assert_eq!(outcome("isv.BUSINESS_LIMIT_CONTROL"), "limited");
        assert_eq!(outcome("SignatureDoesNotMatch"), "call_refused");
        assert_eq!(outcome("isp.SYSTEM_ERROR"), "unknown");
    }

    /// As the vendor documents it, with a second message of the day.
    const DETAILS: &str = r#"{"TotalCount":2,"Message":"OK","RequestId":"819BE656","Code":"OK",
        "SmsSendDetailDTOs":{"SmsSendDetailDTO":[
        {"TemplateCode":"SMS_1","ReceiveDate":"","PhoneNum":"13812345678","OutId":"other",
         "Content":"【听流】您的验证码为111111。","SendStatus":1,"SendDate":"2026-06-02 00:10:10",
         "ErrCode":""},
        {"TemplateCode":"SMS_1","ReceiveDate":"2026-06-02 00:01:13","PhoneNum":"13812345678",
         "OutId":"ours","Content":"【听流】您的验证码为222222。","SendStatus":3,
         "SendDate":"2026-06-02 00:01:10","ErrCode":"DELIVERED"}]}}"#;

    fn details(json: &str, out_id: &str) -> Result<Option<Fate>, Refusal> {
        serde_json::from_str::<Details>(json).unwrap().into_fate(out_id)
    }

    #[test]
    fn a_message_is_found_by_our_reference() {
        let expected = Fate {
            state: State::Delivered,
            vendor_code: Some("DELIVERED".to_owned()),
            at: Some("2026-06-01T16:01:13Z".parse().unwrap()),
            message_id: None,
            cost_units: Some(1),
        };
        assert_eq!(details(DETAILS, "ours").unwrap(), Some(expected));
        assert_eq!(details(DETAILS, "other").unwrap().unwrap().state, State::Underway);
        assert_eq!(details(DETAILS, "unheard of").unwrap(), None);
    }

    #[test]
    fn no_details_and_a_refusal_are_not_the_same() {
        assert_eq!(details(r#"{"Code":"OK","TotalCount":0}"#, "ours").unwrap(), None);
        assert!(details(r#"{"Code":"isv.DAY_LIMIT_CONTROL"}"#, "ours").is_err());
        let failed = DETAILS.replace("\"SendStatus\":3", "\"SendStatus\":2");
        assert_eq!(details(&failed, "ours").unwrap().unwrap().state, State::Undelivered);
        let odd = DETAILS.replace("\"SendStatus\":3", "\"SendStatus\":9");
        assert!(details(&odd, "ours").is_err());
    }
}
