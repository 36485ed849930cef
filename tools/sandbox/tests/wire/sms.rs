use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bench::{Answer, Bench, HOST, encode};

struct Client {
    key_id: &'static str,
    secret: &'static str,
    nonce: &'static str,
    date: &'static str,
    signed_path: &'static str,
}

const CLIENT: Client = Client {
    key_id: "sandbox-key-id",
    secret: "sandbox-key-secret",
    nonce: "n1",
    date: "2026-11-22T10:00:00Z",
    signed_path: "/",
};

impl Client {
    /// Sends by the form, signed here step by step.
    async fn send(&self, bench: &Bench, phone: &str, code: &str) -> Answer {
        let body = format!(
            "PhoneNumbers={}&SignName={}&TemplateCode=SMS_1&TemplateParam={}&OutId=ours",
            encode(phone),
            encode("听流"),
            encode(&json!({ "code": code }).to_string()),
        );
        self.call(bench, "SendSms", body).await
    }

    async fn call(&self, bench: &Bench, action: &str, body: String) -> Answer {
        let digest = hex::encode(Sha256::digest(&body));
        let headers = [
            ("host", HOST),
            ("x-acs-action", action),
            ("x-acs-content-sha256", digest.as_str()),
            ("x-acs-date", self.date),
            ("x-acs-signature-nonce", self.nonce),
            ("x-acs-version", "2017-05-25"),
        ];
        let lines: Vec<String> = headers.iter().map(|(k, v)| format!("{k}:{v}")).collect();
        let names = headers.map(|(name, _)| name).join(";");
        let path = self.signed_path;
        let canonical = format!("POST\n{path}\n\n{}\n\n{names}\n{digest}", lines.join("\n"));
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(canonical)));
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).expect("any length");
        mac.update(to_sign.as_bytes());
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential={},SignedHeaders={names},Signature={}",
            self.key_id,
            hex::encode(mac.finalize().into_bytes()),
        );
        let mut sent = headers[1..].to_vec();
        sent.push(("authorization", &authorization));
        sent.push(("content-type", "application/x-www-form-urlencoded"));
        bench.send("POST", "/sms/aliyun/", &sent, body).await
    }
}

#[tokio::test]
async fn a_signed_message_arrives_in_the_inbox() {
    let bench = Bench::new();
    let answer = CLIENT.send(&bench, "13900001234", "246801").await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = answer.json();
    assert_eq!((&answer["Code"], &answer["Message"]), (&json!("OK"), &json!("OK")));
    assert!(answer["BizId"].is_string() && answer["RequestId"].is_string());
    let other = Client { nonce: "n2", ..CLIENT };
    other.send(&bench, "+85291234567", "111222").await;
    let all = bench.get("/_inbox").await.json();
    assert_eq!(all["items"][0]["phone"], "+85291234567", "the newest is first");
    for phone in ["%2B8613900001234", "+8613900001234", "8613900001234"] {
        let inbox = bench.get(&format!("/_inbox?phone={phone}")).await.json();
        assert_eq!(
            inbox["items"],
            json!([{
                "phone": "+8613900001234",
                "text": "【听流】您的验证码为246801，5分钟内有效，请勿泄露给他人。",
                "code": "246801",
                "vendor": "aliyun",
                "at": "2026-11-22T10:00:00Z",
            }])
        );
    }
    assert_eq!(bench.send("DELETE", "/_inbox", &[], "").await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.get("/_inbox").await.json()["items"], json!([]));
}

#[tokio::test]
async fn the_path_may_be_signed_as_it_is_called() {
    let bench = Bench::new();
    let client = Client { signed_path: "/sms/aliyun/", ..CLIENT };
    assert_eq!(client.send(&bench, "13900001234", "1").await.json()["Code"], "OK");
}

#[tokio::test]
async fn nothing_is_sent_for_a_request_that_is_not_genuine() {
    let bench = Bench::new();
    for (client, code) in [
        (Client { secret: "other", ..CLIENT }, "SignatureDoesNotMatch"),
        (Client { key_id: "other", ..CLIENT }, "InvalidAccessKeyId.NotFound"),
        (Client { signed_path: "/other", ..CLIENT }, "SignatureDoesNotMatch"),
        (Client { date: "2026-11-22T09:40:00Z", ..CLIENT }, "InvalidTimeStamp.Expired"),
        (Client { date: "yesterday", ..CLIENT }, "InvalidTimeStamp.Format"),
        (Client { nonce: "", ..CLIENT }, "IncompleteSignature"),
    ] {
        let answer = client.send(&bench, "13900001234", "1").await;
        assert!(answer.status.is_client_error());
        assert_eq!(answer.json()["Code"], code);
    }
    assert_eq!(bench.get("/_inbox").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_nonce_is_good_once() {
    let bench = Bench::new();
    assert_eq!(CLIENT.send(&bench, "13900001234", "1").await.json()["Code"], "OK");
    assert_eq!(CLIENT.send(&bench, "13900001234", "1").await.json()["Code"], "SignatureNonceUsed");
}

#[tokio::test]
async fn business_refusals_come_with_status_200() {
    let bench = Bench::new();
    let illegal = CLIENT.send(&bench, "123", "1").await;
    assert_eq!(illegal.status, StatusCode::OK);
    assert_eq!(illegal.json()["Code"], "isv.MOBILE_NUMBER_ILLEGAL");
    bench.faults(json!([{ "target": "aliyun", "operation": "send", "kind": "rate_limit" }])).await;
    let client = Client { nonce: "n2", ..CLIENT };
    let limited = client.send(&bench, "13900001234", "1").await.json();
    assert_eq!(limited["Code"], "isv.BUSINESS_LIMIT_CONTROL");
    assert_eq!(bench.get("/_inbox").await.json()["items"], json!([]));
}

#[tokio::test]
async fn an_unsigned_request_is_incomplete() {
    let bench = Bench::new();
    let answer: Value = bench.send("POST", "/sms/aliyun/", &[], "").await.json();
    assert_eq!(answer["Code"], "IncompleteSignature");
}

#[tokio::test]
async fn the_messages_of_a_phone_and_day_are_told() {
    let bench = Bench::new();
    let biz_id = CLIENT.send(&bench, "13900001234", "246801").await.json()["BizId"].clone();
    let query = async |nonce: &'static str, more: &str| {
        let client = Client { nonce, ..CLIENT };
        let body = format!("PhoneNumber=13900001234&PageSize=50&CurrentPage=1&{more}");
        client.call(&bench, "QuerySendDetails", body).await.json()
    };
    let detail = |answer: &Value| answer["SmsSendDetailDTOs"]["SmsSendDetailDTO"][0].clone();
    let underway = query("n2", "SendDate=20261122").await;
    assert_eq!(underway["TotalCount"], 1);
    assert_eq!(detail(&underway)["SendStatus"], 1);
    bench.advance(2);
    let by_id = format!("SendDate=20261122&BizId={}", encode(biz_id.as_str().expect("an id")));
    let delivered = detail(&query("n3", &by_id).await);
    assert_eq!(delivered["SendStatus"], 3);
    assert_eq!((&delivered["OutId"], &delivered["ErrCode"]), (&json!("ours"), &json!("DELIVERED")));
    assert_eq!(delivered["ReceiveDate"], "2026-11-22 18:00:02", "in Beijing");
    assert_eq!(query("n4", "SendDate=20261123").await["TotalCount"], 0);
    assert_eq!(query("n5", "SendDate=20261122&BizId=1").await["TotalCount"], 0);
    assert_eq!(query("n6", "SendDate=today").await["Code"], "isv.INVALID_PARAMETERS");
    let fault = json!([{ "target": "aliyun", "operation": "query", "kind": "empty" }]);
    bench.faults(fault).await;
    assert_eq!(query("n7", "SendDate=20261122").await["TotalCount"], 0);
}
