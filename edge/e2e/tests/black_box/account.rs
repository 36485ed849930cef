//! The listener's data: taken along, and taken away.

use edge_e2e::{Answer, System};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn everything_kept_of_a_listener_is_exported_to_them() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let export = listener.get("/api/v1/me/export").await;
    assert_eq!(export.status, 200, "{}", export.json);
    assert!(export.header("content-disposition").starts_with("attachment"));
    assert_eq!(export.header("cache-control"), "no-store");
    assert_eq!(export.json["user"]["id"], listener.session["user"]["id"]);
    let device = &listener.session["device"]["id"];
    let devices = export.json["devices"].as_array().unwrap();
    assert!(devices.iter().any(|listed| listed["id"] == *device), "{}", export.json);
    let text = export.json.to_string();
    assert!(!text.contains("1390000"), "the phone is masked here too");
}

#[tokio::test]
async fn a_deletion_signs_out_and_is_taken_back_by_signing_in() {
    let system = System::begin().await;
    let phone = "+8613900000063";
    let listener = system.sign_in_by(phone, "246810").await;
    let deleted = Answer::of(listener.request(Method::DELETE, "/api/v1/me")).await;
    assert_eq!(deleted.status, 202, "{}", deleted.json);
    assert!(deleted.json["deletes_at"].as_str().is_some_and(|at| at.ends_with('Z')));

    let refresh = json!({ "refresh_token": listener.session["refresh_token"] });
    let refreshed = system.post("/api/v1/auth/tokens", &refresh).await;
    assert_eq!((refreshed.status, refreshed.code()), (401, "refresh_token_invalid"));
    let back = system.sign_in_by(phone, "246810").await;
    assert_eq!(back.session["user"]["id"], listener.session["user"]["id"], "the same account");
}
