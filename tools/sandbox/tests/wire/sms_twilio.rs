use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

const ACCOUNT: &str = "/sms/twilio/2010-04-01/Accounts/AC00000000000000000000000000000000";
const KEY: &str = "AC00000000000000000000000000000000:sandbox-auth-token";

async fn call(bench: &Bench, key: &str, method: &str, path: &str, form: &str) -> (u16, Value) {
    let authorization = format!("Basic {}", BASE64_STANDARD.encode(key));
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let path = format!("{ACCOUNT}{path}");
    let answer = bench.send(method, &path, &headers, form.to_owned()).await;
    (answer.status.as_u16(), answer.json())
}

fn form(to: &str) -> String {
    let text = encode("246801 is your code.");
    format!("To={}&From={}&Body={text}", encode(to), encode("+15005550006"))
}

#[tokio::test]
async fn a_message_arrives_and_is_followed_by_its_id_or_its_phone() {
    let bench = Bench::new();
    let (status, message) =
        call(&bench, KEY, "POST", "/Messages.json", &form("+12025550123")).await;
    assert_eq!((status, &message["status"]), (201, &json!("queued")));
    assert_eq!(message["date_created"], "Sun, 22 Nov 2026 10:00:00 +0000");
    assert_eq!((&message["num_segments"], &message["date_sent"]), (&json!("1"), &json!(null)));
    let inbox = bench.get("/_inbox?phone=12025550123").await.json();
    let received = &inbox["items"][0];
    assert_eq!((&received["code"], &received["vendor"]), (&json!("246801"), &json!("twilio")));

    let by_id = format!("/Messages/{}.json", message["sid"].as_str().expect("an id"));
    assert_eq!(call(&bench, KEY, "GET", &by_id, "").await.1["status"], "sent");
    bench.advance(2);
    assert_eq!(call(&bench, KEY, "GET", &by_id, "").await.1["status"], "delivered");
    let list = |to: &str, after: &str| {
        format!("/Messages.json?To={}&DateSent%3E={after}&PageSize=5", encode(to))
    };
    for (query, expected) in [
        (list("+12025550123", "2026-11-22T09:59:50Z"), 1),
        (list("+12025550123", "2026-11-22"), 1),
        (list("+12025550123", "2026-11-22T10:00:01Z"), 0),
        (list("+12025550124", "2026-11-22"), 0),
    ] {
        let (_, page) = call(&bench, KEY, "GET", &query, "").await;
        assert_eq!(page["messages"].as_array().map(Vec::len), Some(expected), "{query}");
    }
}

#[tokio::test]
async fn refusals_are_numbers() {
    let bench = Bench::new();
    let code = async |key: &str, form: &str| {
        let (status, answer) = call(&bench, key, "POST", "/Messages.json", form).await;
        assert_eq!(answer["status"], status);
        (status, answer["code"].as_u64().expect("a number"))
    };
    assert_eq!(code("AC1:other", &form("+12025550123")).await, (401, 20003));
    assert_eq!(code(KEY, &form("12")).await, (400, 21211));
    assert_eq!(code(KEY, "From=1&Body=2").await, (400, 21604));
    assert_eq!(code(KEY, "To=%2B12025550123&Body=2").await, (400, 21603));
    assert_eq!(code(KEY, "To=%2B12025550123&From=1").await, (400, 21602));
    bench.faults(json!([{ "target": "twilio", "operation": "send", "kind": "rate_limit" }])).await;
    assert_eq!(code(KEY, &form("+12025550123")).await, (429, 20429));
    assert_eq!(bench.get("/_inbox").await.json()["items"], json!([]));
    let (status, unknown) = call(&bench, KEY, "GET", "/Messages/SM1.json", "").await;
    assert_eq!((status, &unknown["code"]), (404, &json!(20404)));
}
