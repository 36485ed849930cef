//! Answers as the vendor sends them.

use serde::Deserialize;

use crate::sms::{Receipt, Refusal};

/// The answer of `SendSms`, in success and in failure.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Answer {
    /// `OK`, or why not.
    code: String,
    biz_id: Option<String>,
}

impl Answer {
    /// Reads the answer's code (help.aliyun.com, "Dysmsapi error codes").
    pub(super) fn into_result(self) -> Result<Receipt, Refusal> {
        match self.code.as_str() {
            "OK" => Ok(Receipt { message_id: self.biz_id }),
            "isv.MOBILE_NUMBER_ILLEGAL"
            | "isv.MOBILE_COUNT_OVER_LIMIT"
            | "isv.BLACK_KEY_CONTROL_LIMIT"
            | "MOBILE_IN_BLACK" => Err(Refusal::Number(self.code)),
            "isv.BUSINESS_LIMIT_CONTROL" | "isv.DAY_LIMIT_CONTROL" => {
                Err(Refusal::Limited(self.code))
            }
            _ => Err(Refusal::Call(self.code)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Receipt, Refusal> {
        serde_json::from_str::<Answer>(json).unwrap().into_result()
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
    }
}
