//! By phone, with the message read from the vendor's inbox.

use edge_e2e::{Answer, System};
use reqwest::Method;
use serde_json::{Value, json};

/// A phone nobody used before in this run.
fn new_phone() -> String {
    let number = uuid::Uuid::new_v4().as_u128() % 100_000_000;
    format!("+86138{number:08}")
}

#[tokio::test]
async fn a_code_arrives_and_signs_in_once() {
    let system = System::begin().await;
    let phone = new_phone();
    let asked = system.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
    assert_eq!(asked.status, 202);
    assert!(asked.json["expires_in"].as_u64() > asked.json["resend_after"].as_u64());

    let code = system.sandbox.newest_code(&phone).await.expect("a message arrived");
    assert_eq!(code.len(), 6);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let sign_in = |code: &str| {
        let device = json!({"id": "laptop", "name": "Laptop", "platform": "web"});
        json!({"phone": phone, "code": code, "device": device})
    };
    let refused = system.post("/api/v1/auth/sessions", &sign_in(wrong)).await;
    assert_eq!((refused.status, refused.code()), (401, "code_invalid"));
    assert_eq!(refused.json["attempts_left"], 4);

    let session = system.post("/api/v1/auth/sessions", &sign_in(&code)).await;
    assert_eq!(session.status, 201, "{}", session.json);
    assert_eq!(session.json["token_type"], "Bearer");
    assert_eq!(session.json["expires_in"], 600);
    let masked = session.json["user"]["phone_masked"].as_str().unwrap();
    assert_eq!(masked, format!("138****{}", &phone[phone.len() - 4..]));
    assert!(!session.json.to_string().contains(&phone), "the phone is nowhere in full");

    let again = system.post("/api/v1/auth/sessions", &sign_in(&code)).await;
    assert_eq!((again.status, again.code()), (401, "code_expired"), "a code works once");
    let soon = system.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
    assert_eq!((soon.status, soon.code()), (429, "rate_limited"), "one a minute");
    assert!(soon.header("retry-after").parse::<u32>().unwrap() <= 60);
}

#[tokio::test]
async fn a_session_is_refreshed_listed_and_ended() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let refresh = |token: &Value| json!({ "refresh_token": token });
    let first = &listener.session["refresh_token"];

    let me = listener.get("/api/v1/me").await;
    assert_eq!((me.status, &me.json), (200, &listener.session["user"]));
    let named = Answer::of(
        listener.request(Method::PATCH, "/api/v1/me").json(&json!({"nickname": "小明"})),
    )
    .await;
    assert_eq!((named.status, &named.json["nickname"]), (200, &json!("小明")));

    let devices = listener.get("/api/v1/auth/devices").await;
    let items = devices.json["items"].as_array().unwrap();
    let current: Vec<_> = items.iter().filter(|device| device["current"] == true).collect();
    assert_eq!(current.len(), 1);
    assert_eq!(current[0]["id"], listener.session["device"]["id"]);

    let second = system.post("/api/v1/auth/tokens", &refresh(first)).await;
    assert_eq!(second.status, 200, "{}", second.json);
    let third = system.post("/api/v1/auth/tokens", &refresh(&second.json["refresh_token"])).await;
    assert_eq!(third.status, 200);
    let stolen = system.post("/api/v1/auth/tokens", &refresh(first)).await;
    assert_eq!((stolen.status, stolen.code()), (401, "refresh_token_reused"));
    let newest = system.post("/api/v1/auth/tokens", &refresh(&third.json["refresh_token"])).await;
    assert_eq!(newest.status, 401, "the whole session has ended");

    let other = system.sign_in().await;
    let ended = Answer::of(other.request(Method::DELETE, "/api/v1/auth/sessions/current")).await;
    assert_eq!(ended.status, 204);
    let after = system.post("/api/v1/auth/tokens", &refresh(&other.session["refresh_token"])).await;
    assert_eq!(after.status, 401);
}

#[tokio::test]
async fn a_sixth_device_is_refused_with_the_list() {
    let system = System::begin().await;
    let phone = "+8613900000099";
    let device = |id: String| json!({"id": id, "name": "Phone", "platform": "ios"});
    let mut refused = None;
    for _ in 0..6 {
        system.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
        let body = json!({"phone": phone, "code": "246810",
            "device": device(uuid::Uuid::new_v4().to_string())});
        let answer = system.post("/api/v1/auth/sessions", &body).await;
        if answer.status == 409 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 201, "{}", answer.json);
    }
    let refused = refused.expect("the sixth is refused");
    assert_eq!(refused.code(), "device_limit_exceeded");
    assert_eq!(refused.json["devices"].as_array().unwrap().len(), 5);
}
