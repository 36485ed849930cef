//! A code arrives, whichever vendor carries it, and arrives once.

use edge_e2e::{System, eventually};
use serde_json::{Value, json};

async fn messages(system: &System, phone: &str) -> Vec<Value> {
    system.sandbox.inbox(phone).await
}

/// Each kind of failure of the first vendor, on a phone of its own.
#[tokio::test]
async fn the_next_vendor_carries_what_the_first_does_not() {
    let system = System::begin().await;
    for (kind, value) in [
        ("hang", None),
        ("status", Some(500)),
        ("rate_limit", None),
        ("garbage", None),
        ("reset", None),
    ] {
        let fault = json!([{"target": "aliyun", "operation": "*", "kind": kind, "value": value}]);
        system.sandbox.set_faults(&fault).await;
        let phone = format!("+86137{:08}", uuid::Uuid::new_v4().as_u128() % 100_000_000);
        let asked = system.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
        assert_eq!(asked.status, 202, "{kind}: {}", asked.json);
        eventually("the message is there", async || !messages(&system, &phone).await.is_empty())
            .await;
        let arrived = messages(&system, &phone).await;
        assert_eq!(arrived.len(), 1, "{kind}: once");
        assert_eq!(arrived[0]["vendor"], "tencent", "{kind}");
        let code = arrived[0]["code"].as_str().unwrap();
        let body = json!({"phone": phone, "code": code,
            "device": {"id": "vendors", "name": "Vendors", "platform": "test"}});
        let session = system.post("/api/v1/auth/sessions", &body).await;
        assert_eq!(session.status, 201, "{kind}: {}", session.json);
    }
    system.sandbox.clear_faults().await;
}

#[tokio::test]
async fn a_country_has_its_own_order() {
    let system = System::begin().await;
    let phone = format!("+1202555{:04}", uuid::Uuid::new_v4().as_u128() % 10_000);
    let asked = system.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
    assert_eq!(asked.status, 202, "{}", asked.json);
    assert_eq!(messages(&system, &phone).await[0]["vendor"], "twilio");
}
