//! Whatever is sent, the answer is a 4xx problem with a stable code, and nothing of our insides.

use edge_e2e::{Answer, System};
use reqwest::{Method, RequestBuilder};

/// Sends a request and judges the answer.
async fn refused(request: RequestBuilder, status: u16, code: &str, case: &str) {
    let answer = Answer::of(request).await;
    assert_eq!((answer.status, answer.code()), (status, code), "{case}: {}", answer.json);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{case}");
    assert_eq!(answer.json["status"], status, "{case}");
    assert_eq!(answer.json["request_id"], answer.header("x-request-id"), "{case}");
    let text = answer.json.to_string();
    for inside in ["panicked", ".rs:", "at Object", "wasm", "stack"] {
        assert!(!text.contains(inside), "{case}: {text}");
    }
}

#[tokio::test]
async fn bodies() {
    let system = System::begin().await;
    let device = r#""device":{"id":"d","name":"n","platform":"ios"}"#;
    let cases: Vec<(&str, String, u16, &str)> = vec![
        ("sms-codes", String::new(), 400, "malformed_json"),
        ("sms-codes", "{".into(), 400, "malformed_json"),
        ("sms-codes", "{\"phone\":\"+8613812345678\"".into(), 400, "malformed_json"),
        ("sms-codes", "'phone'".into(), 400, "malformed_json"),
        ("sms-codes", "{}".into(), 422, "invalid_fields"),
        ("sms-codes", "[]".into(), 422, "invalid_fields"),
        ("sms-codes", "null".into(), 422, "invalid_fields"),
        ("sms-codes", "\"+8613812345678\"".into(), 422, "invalid_fields"),
        ("sms-codes", "{\"phone\":null}".into(), 422, "invalid_fields"),
        ("sms-codes", "{\"phone\":13812345678}".into(), 422, "invalid_fields"),
        ("sms-codes", "{\"phone\":\"\"}".into(), 422, "invalid_fields"),
        ("sms-codes", "{\"phone\":\"12\"}".into(), 422, "invalid_fields"),
        ("sms-codes", "{\"phone\":\"+86abc\"}".into(), 422, "invalid_fields"),
        ("sms-codes", "{\"phone\":\"+8613812345678' OR 1=1\"}".into(), 422, "invalid_fields"),
        ("sms-codes", format!("{{\"phone\":\"{}\"}}", "1".repeat(1000)), 422, "invalid_fields"),
        ("sms-codes", format!("{{\"phone\":\"{}\"}}", "1".repeat(65 << 10)), 413, "body_too_large"),
        ("sms-codes", "[".repeat(60_000), 400, "malformed_json"),
        ("sessions", "{\"phone\":\"+8613900000000\"}".into(), 422, "invalid_fields"),
        ("sessions", format!("{{\"phone\":\"+8613900000000\",\"code\":1,{device}}}"), 422, "invalid_fields"),
        ("sessions", format!("{{\"phone\":\"+8613900000000\",\"code\":\"\",{device}}}"), 422, "invalid_fields"),
        ("sessions", format!("{{\"phone\":\"nobody\",\"code\":\"123456\",{device}}}"), 422, "invalid_fields"),
        (
            "sessions",
            r#"{"phone":"+8613900000000","code":"246810","device":{"id":"","name":"n","platform":"p"}}"#.into(),
            422,
            "invalid_fields",
        ),
        (
            "sessions",
            format!(
                r#"{{"phone":"+8613900000000","code":"246810","device":{{"id":"{}","name":"n","platform":"p"}}}}"#,
                "d".repeat(5000)
            ),
            422,
            "invalid_fields",
        ),
        ("tokens", "{\"refresh_token\":\"\"}".into(), 401, "refresh_token_invalid"),
        ("tokens", "{\"refresh_token\":\"nonsense\"}".into(), 401, "refresh_token_invalid"),
        ("tokens", format!("{{\"refresh_token\":\"{}\"}}", "a".repeat(10_000)), 401, "refresh_token_invalid"),
        ("tokens", "{\"refresh_token\":[]}".into(), 422, "invalid_fields"),
        ("verify-token", "{\"access_token\":1}".into(), 422, "invalid_fields"),
    ];
    for (call, body, status, code) in cases {
        let path = format!("/api/v1/auth/{call}");
        let case = format!("{call} {body:.60}");
        let request = system.request(Method::POST, &path).body(body);
        refused(request, status, code, &case).await;
    }
}

#[tokio::test]
async fn ids_and_parameters() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    for path in [
        "/api/v1/tracks/qq%3A..",
        "/api/v1/tracks/qq%3A..%2F..%2Fetc%2Fpasswd",
        "/api/v1/tracks/qq%3Aabc%00",
        "/api/v1/tracks/netease%3A7%0d%0aX-Injected:1",
        "/api/v1/tracks/kugou%3Aabc",
        "/api/v1/tracks/joox%3A%3Cscript%3E",
        "/api/v1/tracks/%00",
        "/api/v1/tracks/%FF",
        "/api/v1/tracks/spotify%3Aabc/playback",
        "/api/v1/tracks/netease%3A99999999999999999999/playback",
        "/api/v1/tracks/qq%3Aabc/playback?quality=loudest",
        "/api/v1/tracks/qq%3Aabc/stream?redirect=perhaps",
        "/api/v1/search",
        "/api/v1/search?q=%00",
        "/api/v1/search?q=x&limit=1000",
        "/api/v1/search?q=x&cursor=AAAA",
        "/api/v1/search?q=x&source=spotify",
        "/api/v1/search?q=x&type=film",
    ] {
        refused(listener.request(Method::GET, path), 422, "invalid_fields", path).await;
    }
    // Ids as JOOX gives them, and ones that nobody has: well formed, so the answer is that they are
    // not there.
    for path in ["/api/v1/tracks/joox%3Aab%2Bc%2Fd%3D%3D", "/api/v1/tracks/qq%3A000000nobody00"] {
        refused(listener.request(Method::GET, path), 404, "not_found", path).await;
        let playback = format!("{path}/playback");
        refused(listener.request(Method::GET, &playback), 404, "not_found", &playback).await;
    }
}

#[tokio::test]
async fn paths_and_methods() {
    let system = System::begin().await;
    for path in ["/", "/api/v1", "/api/v1/nothing", "/api/v1/search/", "//api/v1/me", "/.env"] {
        refused(system.request(Method::GET, path), 404, "not_found", path).await;
    }
    let wrong = Answer::of(system.request(Method::PUT, "/api/v1/auth/sessions")).await;
    assert_eq!((wrong.status, wrong.code()), (405, "method_not_allowed"));
    assert_eq!(wrong.header("allow"), "POST, DELETE, OPTIONS");
    let strange = Method::from_bytes(b"PROPFIND").expect("a token");
    refused(system.request(strange, "/api/v1/me"), 405, "method_not_allowed", "PROPFIND").await;
}
