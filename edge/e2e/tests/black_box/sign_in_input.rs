//! What every call of sign-in says to input it cannot take: a stable code, and nothing is lost.

use edge_e2e::{Answer, Listener, System};
use reqwest::Method;
use serde_json::{Value, json};

/// One bad request and the one right answer. The name of a wrong field follows the code.
type Case = (&'static str, Value, u16, &'static str);

const CODES: &str = "POST /api/v1/auth/sms-codes";
const SESSIONS: &str = "POST /api/v1/auth/sessions";
const TOKENS: &str = "POST /api/v1/auth/tokens";
const VERIFY: &str = "POST /api/v1/auth/verify-token";
const RENAME: &str = "PATCH /api/v1/auth/devices/{device}";
const ME: &str = "PATCH /api/v1/me";

/// A request for a session that is right but for what `changes` replaces.
fn session(changes: &Value) -> Value {
    let mut body = json!({"phone": "+8613900000051", "code": "246810",
        "device": {"id": "bad-input", "name": "Bad input", "platform": "test"}});
    merge(&mut body, changes);
    body
}

fn merge(body: &mut Value, changes: &Value) {
    for (name, value) in changes.as_object().into_iter().flatten() {
        match (&mut body[name], value) {
            (inner @ Value::Object(_), Value::Object(_)) => merge(inner, value),
            (inner, value) => *inner = value.clone(),
        }
    }
}

fn open_calls() -> Vec<Case> {
    let phone = |phone: Value| json!({ "phone": phone });
    let long = |length: usize| "x".repeat(length);
    vec![
        (CODES, json!({}), 422, "invalid_fields phone"),
        (CODES, json!(["+8613812345678"]), 422, "invalid_fields body"),
        (CODES, json!("+8613812345678"), 422, "invalid_fields"),
        (CODES, phone(json!(null)), 422, "invalid_fields phone"),
        (CODES, phone(json!(8_613_812_345_678_u64)), 422, "invalid_fields"),
        (CODES, phone(json!("")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+")), 422, "invalid_fields phone"),
        (CODES, phone(json!("12")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+999123456789")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+861381234567")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+86138123456789")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+8613812345678;ext=1")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+86138１2345678x")), 422, "invalid_fields phone"),
        (CODES, phone(json!("+8613812345678' OR 1=1 --")), 422, "invalid_fields phone"),
        (CODES, phone(json!(long(2_000))), 422, "invalid_fields phone"),
        (CODES, phone(json!(long(70_000))), 413, "body_too_large"),
        (SESSIONS, json!({}), 422, "invalid_fields"),
        (SESSIONS, json!(null), 422, "invalid_fields"),
        (SESSIONS, session(&json!({"phone": "nobody"})), 422, "invalid_fields phone"),
        (SESSIONS, session(&json!({"phone": ["+8613900000051"]})), 422, "invalid_fields"),
        (SESSIONS, session(&json!({"code": 246_810})), 422, "invalid_fields code"),
        (SESSIONS, session(&json!({"code": ""})), 422, "invalid_fields code"),
        (SESSIONS, session(&json!({"code": "24681"})), 422, "invalid_fields code"),
        (SESSIONS, session(&json!({"code": "2468100"})), 422, "invalid_fields code"),
        (SESSIONS, session(&json!({"code": "24681a"})), 422, "invalid_fields code"),
        (SESSIONS, session(&json!({"code": "２４６８１０"})), 422, "invalid_fields code"),
        (SESSIONS, session(&json!({"device": null})), 422, "invalid_fields device"),
        (SESSIONS, session(&json!({"device": "phone"})), 422, "invalid_fields"),
        (SESSIONS, session(&json!({"device": {"id": ""}})), 422, "invalid_fields device.id"),
        (SESSIONS, session(&json!({"device": {"id": 7}})), 422, "invalid_fields device.id"),
        (
            SESSIONS,
            session(&json!({"device": {"id": long(5_000)}})),
            422,
            "invalid_fields device.id",
        ),
        (SESSIONS, session(&json!({"device": {"id": "a\u{0}b"}})), 422, "invalid_fields device.id"),
        (SESSIONS, session(&json!({"device": {"name": ""}})), 422, "invalid_fields device.name"),
        (
            SESSIONS,
            session(&json!({"device": {"name": long(5_000)}})),
            422,
            "invalid_fields device.name",
        ),
        (
            SESSIONS,
            session(&json!({"device": {"name": "a\u{7}"}})),
            422,
            "invalid_fields device.name",
        ),
        (
            SESSIONS,
            session(&json!({"device": {"platform": ""}})),
            422,
            "invalid_fields device.platform",
        ),
        (
            SESSIONS,
            session(&json!({"device": {"platform": long(500)}})),
            422,
            "invalid_fields device.platform",
        ),
        (SESSIONS, session(&json!({"replace_device_id": 5})), 422, "invalid_fields"),
        // Nobody was sent a code there, so that there is none to be right.
        (SESSIONS, session(&json!({"phone": "+8613900000052"})), 401, "code_expired"),
        (TOKENS, json!({}), 422, "invalid_fields refresh_token"),
        (TOKENS, json!(["nonsense"]), 422, "invalid_fields body"),
        (TOKENS, json!({"refresh_token": null}), 422, "invalid_fields"),
        (TOKENS, json!({"refresh_token": []}), 422, "invalid_fields"),
        (TOKENS, json!({"refresh_token": ""}), 401, "refresh_token_invalid"),
        (TOKENS, json!({"refresh_token": "nonsense"}), 401, "refresh_token_invalid"),
        (TOKENS, json!({"refresh_token": "é".repeat(40)}), 401, "refresh_token_invalid"),
        (TOKENS, json!({"refresh_token": long(10_000)}), 401, "refresh_token_invalid"),
        (TOKENS, json!({"refresh_token": long(70_000)}), 413, "body_too_large"),
        (VERIFY, json!({}), 422, "invalid_fields"),
        (VERIFY, json!({"access_token": 1}), 422, "invalid_fields"),
        (VERIFY, json!({"access_token": "x", "client_ip": 7}), 422, "invalid_fields"),
        (VERIFY, json!({"access_token": long(70_000)}), 413, "body_too_large"),
    ]
}

fn signed_in_calls() -> Vec<Case> {
    let name = |name: Value| json!({ "name": name });
    vec![
        (RENAME, json!({}), 422, "invalid_fields name"),
        (RENAME, json!([]), 422, "invalid_fields"),
        (RENAME, name(json!(null)), 422, "invalid_fields"),
        (RENAME, name(json!("")), 422, "invalid_fields name"),
        (RENAME, name(json!("x".repeat(5_000))), 422, "invalid_fields name"),
        (RENAME, name(json!("a\u{0}b")), 422, "invalid_fields name"),
        ("PATCH /api/v1/auth/devices/nobody-s", name(json!("New")), 404, "not_found"),
        ("PATCH /api/v1/auth/devices/%FF", name(json!("New")), 404, "not_found"),
        ("DELETE /api/v1/auth/devices/nobody-s", json!(null), 404, "not_found"),
        ("DELETE /api/v1/auth/devices/%FF", json!(null), 404, "not_found"),
        ("PUT /api/v1/auth/devices/x", json!({}), 405, "method_not_allowed"),
        (ME, json!({"nickname": 7}), 422, "invalid_fields nickname"),
        (ME, json!({"nickname": ""}), 422, "invalid_fields nickname"),
        (ME, json!({"nickname": "x".repeat(33)}), 422, "invalid_fields nickname"),
        (ME, json!({"nickname": "a\u{202e}\u{0}"}), 422, "invalid_fields nickname"),
        (ME, json!({"avatar_url": "javascript:alert(1)"}), 422, "invalid_fields avatar_url"),
        (
            ME,
            json!({"avatar_url": "http://insecure.example/a.png"}),
            422,
            "invalid_fields avatar_url",
        ),
        (
            ME,
            json!({"avatar_url": format!("https://a.example/{}", "x".repeat(600))}),
            422,
            "invalid_fields avatar_url",
        ),
    ]
}

async fn judge(system: &System, listener: Option<&Listener<'_>>, case: &Case) {
    let (call, body, status, expected) = case;
    let device = listener.and_then(|listener| listener.session["device"]["id"].as_str());
    let (method, path) = call.split_once(' ').unwrap();
    let path = path.replace("{device}", device.unwrap_or_default());
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let request = match listener {
        Some(listener) => listener.request(method, &path),
        None => system.request(method, &path),
    };
    let answer = Answer::of(request.json(body)).await;
    let case = format!("{call} {:.100}", body.to_string());
    let (code, field) =
        expected.split_once(' ').map_or((*expected, None), |(code, field)| (code, Some(field)));
    assert_eq!((answer.status, answer.code()), (*status, code), "{case}: {}", answer.json);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{case}");
    if let Some(field) = field {
        assert!(answer.json["fields"][field].is_string(), "{case} names {field}: {}", answer.json);
    }
}

#[tokio::test]
async fn every_bad_input_has_its_code() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let (open, signed_in) = (open_calls(), signed_in_calls());
    assert!(open.len() + signed_in.len() >= 60, "the table has at least sixty cases");
    for case in &open {
        judge(&system, None, case).await;
    }
    for case in &signed_in {
        judge(&system, Some(&listener), case).await;
    }
    let me = listener.get("/api/v1/me").await;
    assert_eq!(me.json, listener.session["user"], "nothing was changed by any of it");
}

#[tokio::test]
async fn every_signed_in_call_wants_a_token() {
    let system = System::begin().await;
    for call in [
        "DELETE /api/v1/auth/sessions",
        "DELETE /api/v1/auth/sessions/current",
        "GET /api/v1/auth/devices",
        "PATCH /api/v1/auth/devices/x",
        "DELETE /api/v1/auth/devices/x",
        "GET /api/v1/me",
        "PATCH /api/v1/me",
        "DELETE /api/v1/me",
        "GET /api/v1/me/export",
    ] {
        let (method, path) = call.split_once(' ').unwrap();
        let request = || system.request(Method::from_bytes(method.as_bytes()).unwrap(), path);
        let missing = Answer::of(request()).await;
        assert_eq!((missing.status, missing.code()), (401, "token_missing"), "{call}");
        for header in ["Bearer", "Bearer ", "Basic eDp5", "Bearer a.b.c"] {
            let invalid = Answer::of(request().header("authorization", header)).await;
            assert_eq!((invalid.status, invalid.code()), (401, "token_invalid"), "{call} {header}");
        }
    }
}

/// Attempts are counted, and five wrong ones end a code that would have been right.
#[tokio::test]
async fn a_code_is_tried_five_times() {
    let system = System::begin().await;
    let phone = "+8613900000053";
    system.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
    let attempt = async |code: &str| {
        system.post("/api/v1/auth/sessions", &session(&json!({"phone": phone, "code": code}))).await
    };
    for left in (0..5).rev() {
        let answer = attempt("000000").await;
        assert_eq!((answer.status, answer.code()), (401, "code_invalid"));
        assert_eq!(answer.json["attempts_left"], left);
    }
    let answer = attempt("246810").await;
    assert_eq!((answer.status, answer.code()), (401, "code_expired"));
}
