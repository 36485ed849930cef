//! Requests and answers as they are sent.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::sms::{Fate, Receipt, Refusal, State};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendSms<'a> {
    pub(super) phone_number_set: [&'a str; 1],
    pub(super) sms_sdk_app_id: &'a str,
    pub(super) sign_name: &'a str,
    pub(super) template_id: &'a str,
    pub(super) template_param_set: [&'a str; 1],
    /// Given back with the answer and, if the vendor has enabled it for us, with the receipt.
    pub(super) session_context: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PullStatus<'a> {
    /// Seconds since 1970.
    pub(super) begin_time: i64,
    pub(super) end_time: i64,
    pub(super) offset: u32,
    pub(super) limit: u32,
    pub(super) phone_number: &'a str,
    pub(super) sms_sdk_app_id: &'a str,
}

/// Every answer; a refused call has the status 200 as well.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Answer<T> {
    response: Body<T>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Body<T> {
    Error {
        #[serde(rename = "Error")]
        error: CallError,
    },
    Answer(T),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CallError {
    code: String,
}

impl<T> Answer<T> {
    pub(super) fn into_result(self) -> Result<T, Refusal> {
        match self.response {
            Body::Answer(answer) => Ok(answer),
            Body::Error { error } => Err(refusal(error.code)),
        }
    }
}

/// What `SendSms` answers: one status for each phone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SentStatus {
    send_status_set: Vec<Status>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    /// `Ok`, or why not.
    code: String,
    #[serde(default)]
    serial_no: String,
    /// Segments.
    fee: Option<u32>,
}

impl SentStatus {
    pub(super) fn into_result(self) -> Result<Receipt, Refusal> {
        let status = self.send_status_set.into_iter().next().ok_or(Refusal::Malformed)?;
        if status.code != "Ok" {
            return Err(refusal(status.code));
        }
        let message_id = Some(status.serial_no).filter(|id| !id.is_empty());
        Ok(Receipt { message_id, cost_units: status.fee })
    }
}

/// What a code other than `Ok` means (cloud.tencent.com, "SMS API error codes").
fn refusal(code: String) -> Refusal {
    match code.as_str() {
        "FailedOperation.PhoneNumberInBlacklist"
        | "FailedOperation.PhoneNumberOnBlacklist"
        | "InvalidParameterValue.IncorrectPhoneNumber"
        | "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber"
        | "UnsupportedOperation.UnsupportedRegion" => Refusal::Number(code),
        _ if code.starts_with("LimitExceeded") || code.starts_with("RequestLimitExceeded") => {
            Refusal::Limited(code)
        }
        _ if code.starts_with("InternalError") => Refusal::Failed(code),
        _ => Refusal::Call(code),
    }
}

/// What `PullSmsSendStatusByPhoneNumber` answers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PulledStatus {
    pull_sms_send_status_set: Vec<Pulled>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pulled {
    /// Seconds since 1970.
    user_receive_time: Option<i64>,
    #[serde(default)]
    serial_no: String,
    /// `SUCCESS` or `FAIL`; absent while the carrier has said nothing.
    report_status: Option<String>,
    description: Option<String>,
    #[serde(default)]
    session_context: String,
}

impl PulledStatus {
    /// The receipt with this context, or with the serial number that the message was given.
    pub(super) fn into_fate(
        self,
        context: &str,
        serial_no: Option<&str>,
    ) -> Result<Option<Fate>, Refusal> {
        let found = self.pull_sms_send_status_set.into_iter().find(|pulled| {
            pulled.session_context == context || serial_no == Some(pulled.serial_no.as_str())
        });
        let Some(pulled) = found else { return Ok(None) };
        let state = match pulled.report_status.as_deref() {
            Some("SUCCESS") => State::Delivered,
            Some("FAIL") => State::Undelivered,
            None | Some("") => State::Underway,
            Some(_) => return Err(Refusal::Malformed),
        };
        Ok(Some(Fate {
            state,
            vendor_code: pulled.description.filter(|text| !text.is_empty()),
            at: pulled.user_receive_time.and_then(DateTime::from_timestamp_secs),
            message_id: Some(pulled.serial_no).filter(|id| !id.is_empty()),
            cost_units: None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send(json: &str) -> Result<Receipt, Refusal> {
        serde_json::from_str::<Answer<SentStatus>>(json).unwrap().into_result()?.into_result()
    }

    fn status(code: &str) -> String {
        format!(
            r#"{{"Response":{{"SendStatusSet":[{{"SerialNo":"5000:1045710669157053657849499619",
            "PhoneNumber":"+8613812345678","Fee":1,"SessionContext":"test","Code":"{code}",
            "Message":"…","IsoCode":"CN"}}],"RequestId":"a0aabda6"}}}}"#
        )
    }

    #[test]
    fn a_message_that_was_taken_has_a_receipt() {
        let expected = Receipt {
            message_id: Some("5000:1045710669157053657849499619".to_owned()),
            cost_units: Some(1),
        };
        assert_eq!(send(&status("Ok")).unwrap(), expected);
    }

    #[test]
    fn refusals_of_the_message_and_of_the_call_are_told_apart() {
        let message = |code: &str| send(&status(code)).unwrap_err().outcome();
        let call = |code: &str| {
            let json = format!(
                r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"…"}},"RequestId":"1"}}}}"#
            );
            send(&json).unwrap_err().outcome()
        };
        assert_eq!(message("LimitExceeded.PhoneNumberDailyLimit"), "limited");
        assert_eq!(message("FailedOperation.PhoneNumberInBlacklist"), "number_refused");
        let balance = "FailedOperation.InsufficientBalanceInSmsPackage";
        assert_eq!(message(balance), "call_refused");
        assert_eq!(call("AuthFailure.SignatureFailure"), "call_refused");
        assert_eq!(call("RequestLimitExceeded"), "limited");
        assert_eq!(call("InternalError.Timeout"), "unknown");
    }

    const PULLED: &str = r#"{"Response":{"PullSmsSendStatusSet":[
        {"UserReceiveTime":1780300873,"CountryCode":"86","SubscriberNumber":"13812345678",
         "PhoneNumber":"+8613812345678","SerialNo":"2640:1","ReportStatus":"FAIL",
         "Description":"MK:0001","SessionContext":""},
        {"UserReceiveTime":1780300900,"CountryCode":"86","SubscriberNumber":"13812345678",
         "PhoneNumber":"+8613812345678","SerialNo":"2640:2","ReportStatus":"SUCCESS",
         "Description":"DELIVRD","SessionContext":"ours"}],"RequestId":"6b1f"}}"#;

    fn pulled(context: &str, serial_no: Option<&str>) -> Option<Fate> {
        let answer = serde_json::from_str::<Answer<PulledStatus>>(PULLED).unwrap();
        answer.into_result().unwrap().into_fate(context, serial_no).unwrap()
    }

    /// The vendor gives the context back only when that is enabled.
    #[test]
    fn a_receipt_is_found_by_our_context_or_the_vendors_number() {
        let delivered = pulled("ours", None).unwrap();
        assert_eq!(delivered.state, State::Delivered);
        assert_eq!(delivered.message_id.as_deref(), Some("2640:2"));
        assert_eq!(delivered.at, DateTime::from_timestamp_secs(1_780_300_900));
        let failed = pulled("another", Some("2640:1")).unwrap();
        assert_eq!(
            (failed.state, failed.vendor_code.as_deref()),
            (State::Undelivered, Some("MK:0001"))
        );
        assert_eq!(pulled("another", None), None);
    }
}
