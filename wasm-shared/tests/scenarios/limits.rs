//! How often one caller may call.

use std::time::Duration;

use wasm_shared::{
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, grpc_ok};

const SIGN_IN: [&str; 4] = ["sms-codes", "sessions", "tokens", "verify-token"];

fn edge(sign_in_per_minute: u32, calls_per_minute: u32) -> TestEdge {
    let mut settings = Settings::default();
    settings.limits.sign_in_per_minute = sign_in_per_minute;
    settings.limits.calls_per_minute = calls_per_minute;
    TestEdge::new(settings, |_| TestReply::new(200, grpc_ok(&[])))
}

fn refresh(edge: &TestEdge, from: Option<&str>) -> Answer {
    let body = r#"{"refresh_token":"x"}"#;
    Answer::of(edge.send(&TestRequest::post("/api/v1/auth/tokens", body).from(from)))
}

#[test]
fn open_sign_in_calls_are_counted_together_by_network() {
    let edge = edge(6, 0);
    let call = |path: &str, from: &str| {
        let request = TestRequest::post(&format!("/api/v1/auth/{path}"), "{").from(Some(from));
        Answer::of(edge.send(&request))
    };
    for path in SIGN_IN.iter().cycle().take(6) {
        assert_eq!(call(path, "2001:db8:1:2::1").code(), "malformed_json");
    }
    for path in SIGN_IN {
        let answer = call(path, "2001:db8:1:2:ffff::9");
        assert_eq!((answer.status, answer.code()), (429, "rate_limited"), "{path}");
        assert_eq!(answer.header("retry-after"), "10");
    }
    assert_eq!(call("tokens", "2001:db8:1:3::1").status, 400, "the next /64");
    assert_eq!(call("tokens", "198.51.100.7").status, 400);
    edge.host.clock.advance(Duration::from_secs(10));
    assert_eq!(call("tokens", "2001:db8:1:2::1").status, 400, "one more has come");
    assert_eq!(call("tokens", "2001:db8:1:2::1").status, 429);
    assert_eq!(Answer::of(edge.send(&TestRequest::get("/health"))).status, 200);
}

#[test]
fn a_refused_call_does_not_reach_the_origin() {
    let edge = edge(1, 0);
    assert_eq!(refresh(&edge, Some("198.51.100.7")).status, 200);
    edge.host.network.take_calls();
    assert_eq!(refresh(&edge, Some("198.51.100.7")).status, 429);
    assert!(edge.host.network.take_calls().is_empty());
}

#[test]
fn the_platforms_limiter_counts_what_the_isolate_lets_pass() {
    let edge = edge(2, 0);
    for _ in 0..5 {
        refresh(&edge, Some("2001:db8:1:2::1"));
    }
    assert_eq!(edge.host.limiter.take_keys(), ["2001:db8:1:2::"; 2]);
    edge.host.limiter.refuse(true);
    let answer = refresh(&edge, Some("198.51.100.7"));
    assert_eq!((answer.status, answer.code()), (429, "rate_limited"));
    assert_eq!(answer.header("retry-after"), "60");
}

#[test]
fn a_limiter_that_fails_admits_and_is_told_of() {
    let edge = edge(10, 0);
    edge.host.limiter.fail(true);
    assert_eq!(refresh(&edge, Some("198.51.100.7")).status, 200);
    let log = edge.host.log_lines().join("\n");
    assert!(log.contains("rate_limiter") && !log.contains("198.51.100"), "{log}");
}

#[test]
fn without_a_limit_or_an_address_nothing_is_counted() {
    for (edge, from) in [(edge(0, 0), Some("198.51.100.7")), (edge(1, 0), None)] {
        edge.host.limiter.refuse(true);
        assert!((0..50).all(|_| refresh(&edge, from).status == 200));
    }
}

#[test]
fn signed_in_calls_are_counted_by_user_in_the_isolate_alone() {
    let edge = edge(0, 3);
    edge.host.limiter.refuse(true);
    let read = |user_id: &str| {
        let request = TestRequest::get("/api/v1/sources").bearer(&edge.token_of(user_id, 1));
        Answer::of(edge.send(&request))
    };
    assert!((0..3).all(|_| read("a").status == 200));
    let answer = read("a");
    assert_eq!((answer.status, answer.code()), (429, "rate_limited"));
    assert_eq!(answer.header("retry-after"), "20");
    assert_eq!(read("b").status, 200);
    assert!(edge.host.limiter.take_keys().is_empty());
    edge.host.clock.advance(Duration::from_secs(20));
    assert_eq!([read("a").status, read("a").status], [200, 429]);
}

#[test]
fn a_token_that_is_not_let_in_takes_nothing_from_its_user() {
    let edge = edge(0, 1);
    edge.version_is(2);
    let read = |version: u64| {
        let token = edge.token_of("user", version);
        edge.send(&TestRequest::get("/api/v1/sources").bearer(&token)).status
    };
    assert_eq!([read(1), read(1), read(2), read(2)], [401, 401, 200, 429]);
}
