//! Devices and their ends, as every edge sees them.

use edge_e2e::{Answer, Listener, System, encode, eventually};
use reqwest::Method;
use serde_json::json;

const PATH: &str = "/api/v1/sources";

/// Two devices of one listener.
async fn two_devices<'a>(system: &'a System, phone: &str) -> (Listener<'a>, Listener<'a>) {
    (system.sign_in_by(phone, "246810").await, system.sign_in_by(phone, "246810").await)
}

async fn refused_soon(listener: &Listener<'_>) {
    eventually("the token is revoked", async || {
        let answer = listener.get(PATH).await;
        answer.status == 401 && answer.code() == "token_revoked"
    })
    .await;
}

async fn refresh(system: &System, listener: &Listener<'_>) -> Answer {
    let body = json!({ "refresh_token": listener.session["refresh_token"] });
    system.post("/api/v1/auth/tokens", &body).await
}

#[tokio::test]
async fn a_device_is_renamed() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let device = listener.session["device"]["id"].as_str().unwrap();
    let path = format!("/api/v1/auth/devices/{}", encode(device));
    let renamed =
        Answer::of(listener.request(Method::PATCH, &path).json(&json!({"name": "客厅"}))).await;
    assert_eq!((renamed.status, &renamed.json["name"]), (200, &json!("客厅")), "{}", renamed.json);
    let devices = listener.get("/api/v1/auth/devices").await;
    let items = devices.json["items"].as_array().unwrap();
    let listed = items.iter().find(|item| item["id"] == device).unwrap();
    assert_eq!((&listed["name"], &listed["current"]), (&json!("客厅"), &json!(true)));
}

#[tokio::test]
async fn an_ended_device_is_signed_out_and_the_others_go_on() {
    let system = System::begin().await;
    let (kept, ended) = two_devices(&system, "+8613900000061").await;
    assert_eq!((kept.get(PATH).await.status, ended.get(PATH).await.status), (200, 200));
    let device = ended.session["device"]["id"].as_str().unwrap();
    let path = format!("/api/v1/auth/devices/{}", encode(device));
    let answer = Answer::of(kept.request(Method::DELETE, &path)).await;
    assert_eq!(answer.status, 204, "{}", answer.json);

    refused_soon(&ended).await;
    let refreshed = refresh(&system, &ended).await;
    assert_eq!((refreshed.status, refreshed.code()), (401, "refresh_token_invalid"));
    let refreshed = refresh(&system, &kept).await;
    assert_eq!(refreshed.status, 200, "the other device goes on: {}", refreshed.json);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_device() {
    let system = System::begin().await;
    let (one, other) = two_devices(&system, "+8613900000062").await;
    assert_eq!((one.get(PATH).await.status, other.get(PATH).await.status), (200, 200));
    let answer = Answer::of(one.request(Method::DELETE, "/api/v1/auth/sessions")).await;
    assert_eq!(answer.status, 204, "{}", answer.json);

    // What reaches the origin is refused at once, by whatever edge.
    let write = other.request(Method::PATCH, "/api/v1/me").json(&json!({"nickname": "x"}));
    let written = Answer::of(write).await;
    assert_eq!((written.status, written.code()), (401, "token_revoked"), "{}", written.json);
    for listener in [&one, &other] {
        refused_soon(listener).await;
        let refreshed = refresh(&system, listener).await;
        assert_eq!((refreshed.status, refreshed.code()), (401, "refresh_token_invalid"));
    }
    let again = system.sign_in_by("+8613900000062", "246810").await;
    eventually("the new token is let in", async || again.get(PATH).await.status == 200).await;
}
