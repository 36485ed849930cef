use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bench::{Bench, HOST, START_S};

struct Client {
    secret_id: &'static str,
    secret_key: &'static str,
    timestamp: i64,
    date: &'static str,
    path: &'static str,
}

const CLIENT: Client = Client {
    secret_id: "sandbox-secret-id",
    secret_key: "sandbox-secret-key",
    timestamp: START_S,
    date: "2026-11-22",
    path: "/",
};

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

impl Client {
    /// Calls an action, signed here step by step.
    async fn call(&self, bench: &Bench, action: &str, body: &Value) -> Value {
        let body = body.to_string();
        let names = "content-type;host;x-tc-action";
        let canonical = format!(
            "POST\n{}\n\ncontent-type:application/json\nhost:{HOST}\nx-tc-action:{}\n\n{names}\n{}",
            self.path,
            action.to_lowercase(),
            hex::encode(Sha256::digest(&body)),
        );
        let scope = format!("{}/sms/tc3_request", self.date);
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{}\n{scope}\n{}",
            self.timestamp,
            hex::encode(Sha256::digest(canonical)),
        );
        let key = hmac(format!("TC3{}", self.secret_key).as_bytes(), self.date);
        let key = hmac(&hmac(&key, "sms"), "tc3_request");
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={}",
            self.secret_id,
            hex::encode(hmac(&key, &to_sign)),
        );
        let timestamp = self.timestamp.to_string();
        let headers = [
            ("content-type", "application/json"),
            ("x-tc-action", action),
            ("x-tc-version", "2021-01-11"),
            ("x-tc-region", "ap-guangzhou"),
            ("x-tc-timestamp", &timestamp),
            ("authorization", &authorization),
        ];
        let answer = bench.send("POST", "/sms/tencent/", &headers, body).await;
        assert_eq!(answer.status, StatusCode::OK, "every answer has this status");
        answer.json()["Response"].clone()
    }

    async fn send(&self, bench: &Bench, phone: &str) -> Value {
        self.call(bench, "SendSms", &send_sms(phone)).await
    }

    async fn pull(&self, bench: &Bench, phone: &str) -> Value {
        let request = json!({
            "PhoneNumber": phone, "BeginTime": START_S - 60, "Offset": 0, "Limit": 100,
            "SmsSdkAppId": "1400000000",
        });
        self.call(bench, "PullSmsSendStatusByPhoneNumber", &request).await
    }
}

fn send_sms(phone: &str) -> Value {
    json!({
        "PhoneNumberSet": [phone], "SmsSdkAppId": "1400000000", "SignName": "听流",
        "TemplateId": "1", "TemplateParamSet": ["246801"], "SessionContext": "ours",
    })
}

#[tokio::test]
async fn a_signed_message_arrives_and_has_a_receipt_later() {
    let bench = Bench::new();
    let status = CLIENT.send(&bench, "+8613900001234").await["SendStatusSet"][0].clone();
    assert_eq!((&status["Code"], &status["Fee"]), (&json!("Ok"), &json!(1)));
    let inbox = bench.get("/_inbox").await.json();
    let message = &inbox["items"][0];
    assert_eq!((&message["phone"], &message["code"]), (&json!("+8613900001234"), &json!("246801")));
    assert_eq!(message["vendor"], "tencent");

    assert_eq!(CLIENT.pull(&bench, "+8613900001234").await["PullSmsSendStatusSet"], json!([]));
    bench.advance(2);
    let receipts = CLIENT.pull(&bench, "+8613900001234").await["PullSmsSendStatusSet"].clone();
    assert_eq!(receipts.as_array().map(Vec::len), Some(1));
    assert_eq!(receipts[0]["ReportStatus"], "SUCCESS");
    assert_eq!(receipts[0]["SerialNo"], status["SerialNo"]);
    assert_eq!(receipts[0]["SessionContext"], "ours");
    assert_eq!(CLIENT.pull(&bench, "+8613900001235").await["PullSmsSendStatusSet"], json!([]));
}

#[tokio::test]
async fn nothing_is_sent_for_a_request_that_is_not_genuine() {
    let bench = Bench::new();
    for (client, code) in [
        (Client { secret_key: "other", ..CLIENT }, "AuthFailure.SignatureFailure"),
        (Client { secret_id: "other", ..CLIENT }, "AuthFailure.SecretIdNotFound"),
        (Client { path: "/other", ..CLIENT }, "AuthFailure.SignatureFailure"),
        (Client { date: "2026-11-21", ..CLIENT }, "AuthFailure.SignatureFailure"),
        (Client { timestamp: START_S - 301, ..CLIENT }, "AuthFailure.SignatureExpire"),
    ] {
        assert_eq!(client.send(&bench, "+8613900001234").await["Error"]["Code"], code);
    }
    let unsigned = bench.send("POST", "/sms/tencent/", &[], "{}").await.json();
    assert_eq!(unsigned["Response"]["Error"]["Code"], "AuthFailure.InvalidAuthorization");
    assert_eq!(bench.get("/_inbox").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_message_is_refused_by_its_status_and_a_call_by_an_error() {
    let bench = Bench::new();
    let status = CLIENT.send(&bench, "123").await["SendStatusSet"][0]["Code"].clone();
    assert_eq!(status, "InvalidParameterValue.IncorrectPhoneNumber");
    let mut other = send_sms("+8613900001234");
    other["SmsSdkAppId"] = json!("1");
    let refused = CLIENT.call(&bench, "SendSms", &other).await;
    assert_eq!(refused["Error"]["Code"], "UnauthorizedOperation.SmsSdkAppIdVerifyFail");
    let refused = CLIENT.call(&bench, "SendSms", &json!({ "PhoneNumberSet": [] })).await;
    assert_eq!(refused["Error"]["Code"], "MissingParameter");
    let refused = CLIENT.call(&bench, "SendPigeon", &json!({})).await;
    assert_eq!(refused["Error"]["Code"], "InvalidAction");

    let quota = json!([{ "target": "tencent", "operation": "send", "kind": "rate_limit" }]);
    bench.faults(quota).await;
    let status = CLIENT.send(&bench, "+8613900001234").await["SendStatusSet"][0].clone();
    assert_eq!(status["Code"], "LimitExceeded.PhoneNumberDailyLimit");
    assert_eq!(bench.get("/_inbox").await.json()["items"], json!([]));
    assert_eq!(CLIENT.pull(&bench, "+8613900001234").await["Error"], json!(null));
}
