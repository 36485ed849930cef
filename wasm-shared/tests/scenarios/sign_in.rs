//! The calls that the origin decides, and everything a caller can do wrong on the way there.

use base64::{Engine, prelude::BASE64_STANDARD};
use prost::Message;
use serde_json::json;
use wasm_shared::{
    auth::service_token::{Audience, ServiceKey, ServicePublicKey},
    contract::auth::v1 as auth,
    ports::OutboundRequest,
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, SERVICE_SEED, TestEdge, frame, grpc_ok};

fn edge(answer: impl FnMut(&OutboundRequest) -> TestReply + 'static) -> TestEdge {
    TestEdge::new(Settings::default(), answer)
}

fn post(edge: &TestEdge, path: &str, body: impl Into<bytes::Bytes>) -> Answer {
    Answer::of(edge.send(&TestRequest::post(path, body)))
}

fn refusal() -> auth::Problem {
    auth::Problem {
        code: "code_invalid".into(),
        detail: "The code is wrong.".into(),
        attempts_left: Some(4),
        ..auth::Problem::default()
    }
}

#[test]
fn a_code_is_asked_for_under_a_service_token() {
    let edge = edge(|_| {
        let sent =
            auth::RequestSmsCodeResponse { expires_in_seconds: 300, resend_after_seconds: 60 };
        TestReply::new(200, grpc_ok(&sent.encode_to_vec()))
    });
    let answer = post(&edge, "/api/v1/auth/sms-codes", r#"{"phone":"+8613812345678","extra":1}"#);
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json, json!({"expires_in": 300, "resend_after": 60}));
    assert_eq!(answer.header("cache-control"), "no-store");

    let calls = edge.host.network.take_calls();
    let call = &calls[0];
    assert_eq!(call.url, "http://origin.test/auth.v1.AuthService/RequestSmsCode");
    let header = |name| call.headers.iter().find(|(known, _)| *known == name).unwrap().1.clone();
    assert_eq!(header("x-request-id"), answer.header("x-request-id"));
    let token = header("authorization").strip_prefix("Bearer ").unwrap().to_owned();
    let key = ServiceKey::from_seed(SERVICE_SEED, "edge").unwrap();
    let public = ServicePublicKey::parse(&key.public_key()).unwrap();
    let shown = public.verify(&token, Audience::Origin, edge.now()).unwrap();
    assert_eq!(shown.issuer, "edge");
    assert!(public.verify(&token, Audience::Edge, edge.now()).is_err(), "for the origin alone");
    let later = edge.now() + std::time::Duration::from_secs(70);
    assert!(public.verify(&token, Audience::Origin, later).is_err(), "for a minute alone");

    let (message, _) = call.body.split_at(5);
    assert_eq!(message[0], 0);
    let message = auth::RequestSmsCodeRequest::decode(&call.body[5..]).unwrap();
    assert_eq!(message.phone, "+8613812345678");
    assert_eq!(message.client.unwrap().ip, "203.0.113.7");
}

#[test]
fn a_refusal_comes_through_wherever_its_trailers_are() {
    let problem = BASE64_STANDARD.encode(refusal().encode_to_vec());
    let trailers = format!("grpc-status:16\r\nlisten-problem-bin:{problem}\r\n");
    let unpadded = problem.trim_end_matches('=').to_owned();
    let body =
        r#"{"phone":"+8613812345678","code":"1","device":{"id":"d","name":"n","platform":"ios"}}"#;
    let in_body = edge(move |_| TestReply::new(200, frame(0x80, trailers.as_bytes())));
    let in_head = edge(move |_| {
        TestReply::new(200, "")
            .header("grpc-status", "16")
            .header("listen-problem-bin", unpadded.clone())
    });
    for edge in [in_body, in_head] {
        let answer = post(&edge, "/api/v1/auth/sessions", body);
        assert_eq!((answer.status, answer.code()), (401, "code_invalid"));
        assert_eq!(answer.json["attempts_left"], 4);
        assert_eq!(answer.json["detail"], "The code is wrong.");
    }
}

#[test]
fn an_origin_that_does_not_answer_is_a_clear_problem() {
    for reply in [
        TestReply::unreachable(),
        TestReply::hang(),
        TestReply::new(502, "<html>"),
        TestReply::new(200, "<html>"),
        TestReply::new(200, ""),
        TestReply::new(200, frame(0x80, b"grpc-status:13\r\n")),
        TestReply::new(200, frame(0x80, b"grpc-status:0\r\n")),
    ] {
        let told = format!("{reply:?}");
        let edge = edge(move |_| reply.clone());
        let before = edge.now();
        let answer = post(&edge, "/api/v1/auth/tokens", r#"{"refresh_token":"x"}"#);
        assert_eq!((answer.status, answer.code()), (503, "origin_unavailable"), "{told}");
        assert!(edge.now().since(before).as_secs() <= 10, "{told}");
        assert!(!answer.json.to_string().contains("html"), "{told}");
    }
}

#[test]
fn bad_bodies_get_a_stable_code_and_go_nowhere() {
    let edge = edge(|request| panic!("unexpected call of {}", request.url));
    let path = "/api/v1/auth/sessions";
    let device = r#"{"id":"d","name":"n","platform":"ios"}"#;
    for (body, status, code) in [
        (String::new(), 400, "malformed_json"),
        ("{".to_owned(), 400, "malformed_json"),
        ("{\"phone\":\"+86\",}".to_owned(), 400, "malformed_json"),
        ("\u{0}".to_owned(), 400, "malformed_json"),
        ("nul".to_owned(), 400, "malformed_json"),
        ("null".to_owned(), 422, "invalid_fields"),
        ("[]".to_owned(), 422, "invalid_fields"),
        ("{}".to_owned(), 422, "invalid_fields"),
        (format!(r#"{{"phone":1,"code":"1","device":{device}}}"#), 422, "invalid_fields"),
        (format!(r#"{{"phone":"+86","code":123456,"device":{device}}}"#), 422, "invalid_fields"),
        (r#"{"phone":"+86","code":"1","device":"d"}"#.to_owned(), 422, "invalid_fields"),
        (r#"{"phone":"+86","code":"1","device":{"id":"d"}}"#.to_owned(), 422, "invalid_fields"),
        (format!("{{\"phone\":\"{}\"}}", "1".repeat(65 << 10)), 413, "body_too_large"),
        ("[".repeat(60_000), 400, "malformed_json"),
    ] {
        let answer = post(&edge, path, body.clone());
        assert_eq!((answer.status, answer.code()), (status, code), "{body:.60}");
    }
    let not_utf8 = post(&edge, path, &b"{\"phone\":\"\xff\"}"[..]);
    assert!(matches!(not_utf8.status, 400 | 422));
    let calls = edge.host.network.take_calls();
    assert!(calls.iter().all(|call| call.url.ends_with("/GetRelease")), "{calls:?}");
}

#[test]
fn nothing_of_the_phone_or_code_is_logged() {
    let edge = edge(|_| TestReply::new(500, "secret 13812345678"));
    post(&edge, "/api/v1/auth/sms-codes", r#"{"phone":"+8613812345678"}"#);
    let log = edge.host.log_lines().join("\n");
    assert!(log.contains("origin.call"));
    for secret in ["13812345678", "Bearer", "eyJ"] {
        assert!(!log.contains(secret), "{log}");
    }
}
