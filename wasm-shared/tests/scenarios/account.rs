//! The calls about devices and the account, as the origin is asked and the listener answered.

use prost::Message;
use serde_json::{Value, json};
use wasm_shared::{
    contract::{auth::v1 as auth, user::v1 as user},
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, grpc_ok, refusal};

/// An edge whose origin gives one answer to whatever it is asked.
fn edge(message: &impl Message) -> TestEdge {
    let body = grpc_ok(&message.encode_to_vec());
    TestEdge::new(Settings::default(), move |_| TestReply::new(200, body.clone()))
}

/// Sends a call of a listener under the key `k`; the answer, and the call of the origin it became.
fn ask<M: Message + Default>(
    edge: &TestEdge,
    method: &str,
    path: &str,
    body: &str,
) -> (Answer, String, M) {
    let token = edge.token();
    edge.send(&TestRequest::get("/api/v1/sources").bearer(&token));
    edge.host.network.take_calls();
    let request = TestRequest::new(method, path).bearer(&token).header("idempotency-key", "k");
    let request = request.body(body.to_owned());
    let answer = Answer::of(edge.send(&request));
    let mut calls = edge.host.network.take_calls();
    // What follows where the version rises.
    calls.retain(|call| !call.url.ends_with("/GetTokenVersion"));
    let [call] = calls.as_slice() else { panic!("{} calls", calls.len()) };
    let rpc = call.url.rsplit('/').next().unwrap().to_owned();
    (answer, rpc, M::decode(&call.body[5..]).unwrap())
}

fn key() -> String {
    "k".to_owned()
}

fn caller() -> auth::Caller {
    auth::Caller {
        user_id: "user".into(),
        device_id: "phone".into(),
        session_id: "session".into(),
        token_version: 1,
    }
}

#[test]
fn signing_out_everywhere() {
    let edge = edge(&auth::EndAllSessionsResponse {});
    let (answer, rpc, message) =
        ask::<auth::EndAllSessionsRequest>(&edge, "DELETE", "/api/v1/auth/sessions", "");
    assert_eq!((answer.status, &answer.json), (204, &json!(null)));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(rpc, "EndAllSessions");
    assert_eq!(message, auth::EndAllSessionsRequest { caller: Some(caller()) });
}

#[test]
fn a_device_is_named() {
    let device =
        auth::Device { id: "a/b".into(), name: "Küche".into(), ..auth::Device::default() };
    let edge = edge(&auth::RenameDeviceResponse { device: Some(device) });
    let path = "/api/v1/auth/devices/a%2Fb";
    let (answer, rpc, message) =
        ask::<auth::RenameDeviceRequest>(&edge, "PATCH", path, r#"{"name":"Küche"}"#);
    assert_eq!((answer.status, &answer.json["name"]), (200, &json!("Küche")));
    assert_eq!(answer.json["current"], false);
    let (device_id, name) = ("a/b".into(), "Küche".into());
    assert_eq!(rpc, "RenameDevice");
    let caller = Some(caller());
    let expected =
        auth::RenameDeviceRequest { caller, device_id, name, idempotency_key: Some(key()) };
    assert_eq!(message, expected);
    for (body, status, code) in [
        ("", 400, "malformed_json"),
        ("{}", 422, "invalid_fields"),
        (r#"{"name":1}"#, 422, "invalid_fields"),
    ] {
        let request = TestRequest::new("PATCH", path).bearer(&edge.token()).body(body);
        let answer = Answer::of(edge.send(&request));
        assert_eq!((answer.status, answer.code()), (status, code), "{body}");
    }
}

#[test]
fn a_device_is_ended() {
    let edge = edge(&auth::EndDeviceResponse {});
    let (answer, rpc, message) =
        ask::<auth::EndDeviceRequest>(&edge, "DELETE", "/api/v1/auth/devices/tv", "");
    assert_eq!((answer.status, rpc.as_str()), (204, "EndDevice"));
    let (caller, device_id) = (Some(caller()), "tv".into());
    assert_eq!(message, auth::EndDeviceRequest { caller, device_id, idempotency_key: Some(key()) });
}

#[test]
fn a_profile_is_changed() {
    let nickname = Some("小明".to_owned());
    let person = auth::User { nickname: "小明".into(), ..auth::User::default() };
    let edge = edge(&user::UpdateUserResponse { user: Some(person) });
    let (answer, rpc, message) =
        ask::<user::UpdateUserRequest>(&edge, "PATCH", "/api/v1/me", r#"{"nickname":"小明"}"#);
    assert_eq!((answer.status, &answer.json["nickname"]), (200, &json!("小明")));
    assert_eq!(rpc, "UpdateUser");
    let (caller, idempotency_key) = (Some(caller()), Some(key()));
    let expected = user::UpdateUserRequest { caller, nickname, avatar_url: None, idempotency_key };
    assert_eq!(message, expected);
}

#[test]
fn what_is_no_key_is_refused() {
    let edge = edge(&auth::EndDeviceResponse {});
    for (method, path, body) in [
        ("PATCH", "/api/v1/me", "{}"),
        ("PATCH", "/api/v1/auth/devices/tv", r#"{"name":"x"}"#),
        ("DELETE", "/api/v1/auth/devices/tv", ""),
    ] {
        for key in ["", "a b", "é", &"k".repeat(256)] {
            let request = TestRequest::new(method, path).bearer(&edge.token()).body(body);
            let answer = Answer::of(edge.send(&request.header("idempotency-key", key)));
            assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{method} {key}");
            assert!(answer.json["fields"]["Idempotency-Key"].is_string());
        }
    }
}

#[test]
fn an_id_that_is_no_text_names_no_device() {
    let edge = edge(&auth::EndDeviceResponse {});
    let request = TestRequest::new("DELETE", "/api/v1/auth/devices/%FF").bearer(&edge.token());
    let answer = Answer::of(edge.send(&request));
    assert_eq!((answer.status, answer.code()), (404, "not_found"));
}

#[test]
fn deleting_names_the_day() {
    let edge = edge(&user::DeleteUserResponse { deletes_at_ms: 1_769_817_600_000 });
    let (answer, rpc, message) = ask::<user::DeleteUserRequest>(&edge, "DELETE", "/api/v1/me", "");
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json, json!({ "deletes_at": "2026-01-31T00:00:00.000Z" }));
    assert_eq!(rpc, "DeleteUser");
    assert_eq!(message, user::DeleteUserRequest { caller: Some(caller()) });
}

/// What the origin keeps of a listener with this history.
fn export(history: &Value) -> Value {
    json!({
        "format": 1,
        "exported_at": "2026-01-01T00:00:00.000Z",
        "user": { "id": "user" },
        "devices": [],
        "sessions": [],
        "library": { "history": history },
    })
}

#[test]
fn the_export_is_a_file_that_is_kept_nowhere() {
    let document = export(&json!([]));
    let edge = edge(&user::ExportUserResponse { document: document.to_string().into() });
    let (answer, rpc, message) =
        ask::<user::ExportUserRequest>(&edge, "GET", "/api/v1/me/export", "");
    assert_eq!((answer.status, rpc.as_str()), (200, "ExportUser"));
    assert_eq!(message, user::ExportUserRequest { caller: Some(caller()) });
    assert_eq!(answer.json, document);
    let file = "attachment; filename=\"listen-stream-export.json\"";
    assert_eq!(answer.header("content-disposition"), file);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[test]
fn an_export_may_be_longer_than_other_answers() {
    let document = export(&json!(["x".repeat(10 << 20)])).to_string().into();
    let edge = edge(&user::ExportUserResponse { document });
    let answer = edge.get("/api/v1/me/export");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json["library"]["history"][0].as_str().map(str::len), Some(10 << 20));
}

#[test]
fn a_code_is_asked_for_by_a_device() {
    let edge = edge(&auth::RequestSmsCodeResponse::default());
    for (body, device_id) in [
        (r#"{"phone":"+8613812345678","device_id":"phone"}"#, Some("phone")),
        (r#"{"phone":"+8613812345678"}"#, None),
    ] {
        let (answer, _, message) =
            ask::<auth::RequestSmsCodeRequest>(&edge, "POST", "/api/v1/auth/sms-codes", body);
        assert_eq!((answer.status, message.device_id.as_deref()), (202, device_id));
    }
}

#[test]
fn a_token_is_judged_by_the_address_it_was_shown_from() {
    let edge = edge(&auth::VerifyTokenResponse::default());
    let body = r#"{"access_token":"x","client_ip":"198.51.100.7"}"#;
    let (_, _, message) =
        ask::<auth::VerifyTokenRequest>(&edge, "POST", "/api/v1/auth/verify-token", body);
    assert_eq!(message.client_ip.as_deref(), Some("198.51.100.7"));
}

/// The origin looks again, and its word holds.
#[test]
fn what_the_origin_refuses_is_refused() {
    let calls = [
        ("DELETE", "/api/v1/auth/devices/tv"),
        ("DELETE", "/api/v1/auth/sessions"),
        ("DELETE", "/api/v1/me"),
        ("GET", "/api/v1/me/export"),
    ];
    for (status, code, calls) in [
        (401, "token_revoked", &calls[..]),
        (403, "account_banned", &calls[..]),
        (404, "not_found", &calls[..1]),
    ] {
        let edge = TestEdge::new(Settings::default(), move |_| refusal(16, code));
        for (method, path) in calls {
            let request = TestRequest::new(method, path).bearer(&edge.token());
            let answer = Answer::of(edge.send(&request));
            assert_eq!((answer.status, answer.code()), (status, code), "{method} {path}");
        }
    }
}
