//! What every answer has, and the routes that no other scenario walks.

use std::time::Duration;

use prost::Message;
use serde_json::json;
use wasm_shared::{
    cache::Entry,
    contract::{auth::v1 as auth, user::v1 as user},
    ports::{HttpFault, OutboundRequest},
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, frame, grpc_ok};

/// An edge whose origin answers each call with the message its path asks for.
fn edge() -> TestEdge {
    TestEdge::new(Settings::default(), origin)
}

fn origin(request: &OutboundRequest) -> TestReply {
    let person = || auth::User {
        id: "user".into(),
        phone_masked: "138****5678".into(),
        nickname: "小明".into(),
        avatar_url: String::new(),
        created_at_ms: 1_767_225_600_000,
    };
    let device = || auth::Device {
        id: "phone".into(),
        name: "Phone".into(),
        platform: "ios".into(),
        last_seen_at_ms: 1_767_225_600_000,
        last_ip_masked: "203.0.*.*".into(),
        created_at_ms: 1_767_225_600_000,
    };
    let tokens = || auth::Tokens {
        access_token: "access".into(),
        expires_in_seconds: 600,
        refresh_token: "refresh".into(),
    };
    let call = request.url.rsplit('/').next().unwrap_or_default();
    let message = match call {
        "GetUser" => user::GetUserResponse { user: Some(person()) }.encode_to_vec(),
        "UpdateUser" => user::UpdateUserResponse { user: Some(person()) }.encode_to_vec(),
        "ListDevices" => auth::ListDevicesResponse { devices: vec![device()] }.encode_to_vec(),
        "EndSession" => auth::EndSessionResponse {}.encode_to_vec(),
        "RefreshTokens" => auth::RefreshTokensResponse { tokens: Some(tokens()) }.encode_to_vec(),
        "CreateSession" => auth::CreateSessionResponse {
            tokens: Some(tokens()),
            user: Some(person()),
            device: Some(device()),
        }
        .encode_to_vec(),
        "VerifyToken" => auth::VerifyTokenResponse {
            active: true,
            user_id: "user".into(),
            device_id: "phone".into(),
            token_version: 3,
            expires_at_ms: 1_767_226_200_000,
            reason: String::new(),
        }
        .encode_to_vec(),
        "health" => return TestReply::new(200, "{}"),
        other => panic!("unexpected call of {other}"),
    };
    TestReply::new(200, grpc_ok(&message))
}

fn post(edge: &TestEdge, path: &str, body: &str) -> Answer {
    Answer::of(edge.send(&TestRequest::post(path, body.to_owned())))
}

#[test]
fn a_listener_signs_in_and_sees_who_they_are() {
    let edge = edge();
    let body = r#"{"phone":"+8613812345678","code":"123456",
        "device":{"id":"phone","name":"Phone","platform":"ios"}}"#;
    let session = post(&edge, "/api/v1/auth/sessions", body);
    assert_eq!(session.status, 201);
    assert_eq!(session.json["token_type"], "Bearer");
    assert_eq!(session.json["user"]["created_at"], "2026-01-01T00:00:00.000Z");
    assert_eq!(session.json["user"]["avatar_url"], json!(null));
    assert_eq!(session.json["device"]["current"], true);
    let pair = post(&edge, "/api/v1/auth/tokens", r#"{"refresh_token":"refresh"}"#);
    assert_eq!((pair.status, &pair.json["refresh_token"]), (200, &json!("refresh")));
    let verified = post(&edge, "/api/v1/auth/verify-token", r#"{"access_token":"x"}"#);
    assert_eq!(verified.json["expires_at"], "2026-01-01T00:10:00.000Z");

    assert_eq!(edge.get("/api/v1/me").json["nickname"], "小明");
    let devices = edge.get("/api/v1/auth/devices");
    assert_eq!(devices.json["items"][0]["current"], true);
    assert_eq!(devices.header("cache-control"), "no-store");
    let signed = |method: &str, path: &str| TestRequest::new(method, path).bearer(&edge.token());
    let ended = Answer::of(edge.send(&signed("DELETE", "/api/v1/auth/sessions/current")));
    assert_eq!(ended.status, 204);
    let patched = Answer::of(edge.send(&signed("PATCH", "/api/v1/me")));
    assert_eq!(patched.code(), "malformed_json", "a body is asked for");
}

#[test]
fn a_token_that_is_not_valid_is_an_answer() {
    let edge = TestEdge::new(Settings::default(), |_| {
        let inactive = auth::VerifyTokenResponse {
            reason: "token_expired".into(),
            ..auth::VerifyTokenResponse::default()
        };
        TestReply::new(200, grpc_ok(&inactive.encode_to_vec()))
    });
    let answer = post(&edge, "/api/v1/auth/verify-token", r#"{"access_token":"x"}"#);
    assert_eq!(answer.json, json!({"active": false, "reason": "token_expired"}));
}

#[test]
fn health_is_told_from_readiness() {
    let edge = edge();
    let health = Answer::of(edge.send(&TestRequest::get("/health")));
    assert_eq!((health.status, &health.json["edge"]), (200, &json!("test")));
    assert_eq!(Answer::of(edge.send(&TestRequest::get("/health/ready"))).status, 200);
    edge.host.store.fail(true);
    let degraded = Answer::of(edge.send(&TestRequest::get("/health/ready")));
    assert_eq!((degraded.status, &degraded.json["status"]), (503, &json!("degraded")));
    assert_eq!(degraded.json["dependencies"][0]["status"], "down");
    assert_eq!(degraded.json["dependencies"][1]["status"], "ok");
    edge.host.store.fail(false);
    edge.host.store.slow(Duration::from_secs(30));
    let hanging = Answer::of(edge.send(&TestRequest::get("/health/ready")));
    let store = &hanging.json["dependencies"][0];
    assert_eq!((hanging.status, &store["status"]), (503, &json!("down")));
    assert_eq!(store["took_ms"], 800, "it is not waited for longer");
}

#[test]
fn the_key_set_is_served_and_fetched_again_when_it_is_old() {
    let edge = edge();
    let ask = || Answer::of(edge.send(&TestRequest::get("/.well-known/jwks.json")));
    let first = ask();
    assert_eq!((first.status, &first.json["keys"][0]["kid"]), (200, &json!("current")));
    assert_eq!(first.header("cache-control"), "public, max-age=600");
    ask();
    let fetched = || {
        let calls = edge.host.network.take_calls();
        calls.iter().filter(|call| call.url.ends_with("jwks.json")).count()
    };
    assert_eq!(fetched(), 1);
    edge.host.clock.advance(Duration::from_secs(700));
    ask();
    assert_eq!(fetched(), 1);
}

#[test]
fn the_api_is_described_to_everybody_and_once() {
    let edge = edge();
    let ask = |method: &str, tag: &str| {
        let request = TestRequest::new(method, "/api/openapi.json").header("if-none-match", tag);
        Answer::of(edge.send(&request))
    };
    let told = ask("GET", "\"another\"");
    assert_eq!((told.status, &told.json["openapi"]), (200, &json!("3.1.0")));
    assert_eq!(told.header("content-type"), "application/json");
    assert_eq!(told.header("cache-control"), "public, max-age=300");
    let tag = told.header("etag");
    assert!(Entry::names_content(tag), "{tag}");
    let again = ask("GET", tag);
    assert_eq!((again.status, again.header("etag"), &again.json), (304, tag, &json!(null)));
    assert_eq!(ask("HEAD", "").status, 200);
    let calls = edge.host.network.take_calls();
    // What it goes by is looked for all the same, after the answer.
    assert!(
        calls.iter().all(|call| call.url.ends_with("/GetRelease")),
        "nobody is asked: {calls:?}"
    );
}

#[test]
fn every_answer_names_its_request_and_its_time() {
    let edge = edge();
    let ask =
        |id: &str| Answer::of(edge.send(&TestRequest::get("/nothing").header("x-request-id", id)));
    assert_eq!(ask("mine-1.a_b").header("x-request-id"), "mine-1.a_b");
    for odd in ["", "a b", "<script>", "é", &"a".repeat(65)] {
        let given = ask(odd);
        assert_eq!(given.header("x-request-id").len(), 32, "{odd:?}");
        assert_eq!(given.header("server-timing"), "edge;dur=0");
    }
}

#[test]
fn other_origins_read_only_when_they_are_listed() {
    let mut settings = Settings::default();
    settings.web.allowed_origins = vec!["https://app.example".to_owned()];
    let edge = TestEdge::new(settings, origin);
    let ask = |method: &str, origin: &str| {
        Answer::of(edge.send(&TestRequest::new(method, "/api/v1/me").header("origin", origin)))
    };
    let listed = ask("OPTIONS", "https://app.example");
    assert_eq!(listed.status, 204);
    assert_eq!(listed.header("access-control-allow-origin"), "https://app.example");
    assert_eq!(listed.header("access-control-allow-methods"), "GET, HEAD, PATCH, DELETE, OPTIONS");
    let refused = ask("GET", "https://app.example");
    assert_eq!(refused.header("access-control-allow-origin"), "https://app.example");
    for other in ["https://app.example.evil", "null", "http://app.example"] {
        assert_eq!(ask("OPTIONS", other).header("access-control-allow-origin"), "", "{other}");
    }
}

/// Or a cache would give what it kept for one origin, and what it must not read, to another.
#[test]
fn where_any_origin_is_allowed_every_answer_depends_on_it() {
    let mut settings = Settings::default();
    settings.web.allowed_origins = vec!["https://app.example".to_owned()];
    let listing = TestEdge::new(settings, origin);
    for path in ["/.well-known/jwks.json", "/api/openapi.json", "/nothing"] {
        let of = |edge: &TestEdge, origin: Option<&str>| {
            let request = TestRequest::get(path);
            let request = match origin {
                Some(origin) => request.header("origin", origin),
                None => request,
            };
            let answer = Answer::of(edge.send(&request));
            let varies = answer.headers.iter().filter(|(name, _)| *name == "vary");
            varies.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        for origin in [Some("https://app.example"), Some("https://other.example"), None] {
            assert_eq!(of(&listing, origin), ["Origin"], "{path} of {origin:?}");
        }
        assert!(of(&edge(), Some("https://app.example")).is_empty(), "{path}");
    }
}

#[test]
fn a_player_of_another_origin_may_ask_for_the_rest_of_what_it_has() {
    let mut settings = Settings::default();
    settings.web.allowed_origins = vec!["https://app.example".to_owned()];
    let edge = TestEdge::new(settings, origin);
    let request = TestRequest::new("OPTIONS", "/api/v1/tracks/netease%3A7/stream");
    let answer = Answer::of(edge.send(&request.header("origin", "https://app.example")));
    let allowed: Vec<_> = answer.header("access-control-allow-headers").split(", ").collect();
    assert!(allowed.contains(&"Range") && allowed.contains(&"If-Range"), "{allowed:?}");
}

#[test]
fn head_has_no_body_and_wrong_methods_are_told_the_right_ones() {
    let edge = edge();
    let head = Answer::of(edge.send(&TestRequest::new("HEAD", "/health")));
    assert_eq!((head.status, &head.json), (200, &json!(null)));
    let wrong = Answer::of(edge.send(&TestRequest::new("PUT", "/health")));
    assert_eq!((wrong.status, wrong.code()), (405, "method_not_allowed"));
    assert_eq!(wrong.header("allow"), "GET, HEAD, OPTIONS");
}

#[test]
fn counts_reach_the_origin_in_batches_and_hold_nothing_personal() {
    let edge = edge();
    edge.get("/api/v1/me");
    edge.host.clock.advance(Duration::from_secs(11));
    edge.host.network.take_calls();
    edge.get("/api/v1/me");
    let calls = edge.host.network.take_calls();
    let report = calls.iter().find(|call| call.url.ends_with("TelemetryService/Report")).unwrap();
    let text = String::from_utf8_lossy(&report.body);
    assert!(text.contains("/api/v1/me") && text.contains("GET"));
    for personal in ["203.0.113.7", "user", "138"] {
        assert!(!text.contains(personal), "{text}");
    }
}

#[test]
fn an_answer_larger_than_any_of_the_origins_is_not_read() {
    let edge = TestEdge::new(Settings::default(), |_| TestReply::new(200, vec![0; 9 << 20]));
    assert_eq!(edge.get("/api/v1/me").code(), "origin_unavailable");
    let log = edge.host.log_lines().join("\n");
    let too_large = HttpFault::TooLarge { limit: 8 << 20 }.to_string();
    assert!(log.contains(&too_large), "{log}");
    let broken =
        TestEdge::new(Settings::default(), |_| TestReply::new(200, frame(0, &[0xff, 0xff])));
    assert_eq!(broken.get("/api/v1/me").code(), "origin_unavailable");
}
