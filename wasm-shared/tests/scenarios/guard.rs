//! Who is let in, and how keys are come by.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jwt_simple::prelude::*;
use serde_json::json;
use wasm_shared::{
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, claims, jwks};

const SIGNED_IN: &str = "/api/v1/sources";

fn edge() -> TestEdge {
    TestEdge::new(Settings::default(), |request| panic!("unexpected call of {}", request.url))
}

fn ask(edge: &TestEdge, token: &str) -> Answer {
    Answer::of(edge.send(&TestRequest::get(SIGNED_IN).bearer(token)))
}

/// A token from its three parts, whatever they are.
fn assemble(header: &serde_json::Value, claims: &str, signature: &[u8]) -> String {
    let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    format!("{}.{claims}.{}", encode(header.to_string().as_bytes()), encode(signature))
}

#[test]
fn a_valid_token_is_let_in_and_verified_once() {
    let edge = edge();
    let token = edge.token();
    for _ in 0..3 {
        assert_eq!(ask(&edge, &token).status, 200);
    }
    let calls = edge.host.network.take_calls();
    let asked: Vec<_> = calls.iter().map(|call| call.url.rsplit('/').next().unwrap()).collect();
    assert_eq!(asked, ["jwks.json", "GetRelease", "GetTokenVersion"], "each is asked for once");
}

#[test]
fn no_token_is_told_to_sign_in() {
    let edge = edge();
    let answer = Answer::of(edge.send(&TestRequest::get(SIGNED_IN)));
    assert_eq!((answer.status, answer.code()), (401, "token_missing"));
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.json["request_id"], answer.header("x-request-id"));
    let basic = TestRequest::get(SIGNED_IN).header("authorization", "Basic dTpw");
    assert_eq!(Answer::of(edge.send(&basic)).code(), "token_invalid");
}

#[test]
fn a_token_ends_at_the_second_it_says() {
    let edge = edge();
    let token = edge.token();
    assert_eq!(ask(&edge, &token).status, 200);
    edge.host.clock.advance(std::time::Duration::from_secs(599));
    assert_eq!(ask(&edge, &token).status, 200);
    edge.host.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(ask(&edge, &token).code(), "token_expired", "though it was remembered");
}

#[test]
fn a_clock_that_is_a_little_behind_lets_new_tokens_in() {
    let edge = edge();
    let ahead = edge.now() + std::time::Duration::from_secs(30);
    assert_eq!(ask(&edge, &edge.key.sign(claims(ahead)).unwrap()).status, 200);
}

#[test]
fn claims_that_are_not_ours_are_refused() {
    let edge = edge();
    let now = edge.now();
    let sign = |change: &dyn Fn(&mut JWTClaims<wasm_shared::auth::AccessClaims>)| {
        let mut claims = claims(now);
        change(&mut claims);
        edge.key.sign(claims).unwrap()
    };
    let unix = |offset: i64| UnixTimeStamp::from_secs((now.as_secs() + offset).try_into().unwrap());
    let refused = [
        ("another issuer", sign(&|claims| claims.issuer = Some("https://evil.example".into()))),
        ("no issuer", sign(&|claims| claims.issuer = None)),
        ("no audience", sign(&|claims| claims.audiences = None)),
        ("no subject", sign(&|claims| claims.subject = None)),
        ("no end", sign(&|claims| claims.expires_at = None)),
        ("no beginning", sign(&|claims| claims.issued_at = None)),
        ("a longer life than ours", sign(&|claims| claims.expires_at = Some(unix(86_400)))),
        ("from the future", sign(&|claims| claims.issued_at = Some(unix(120)))),
        ("not valid yet", sign(&|claims| claims.invalid_before = Some(unix(120)))),
    ];
    for (case, token) in refused {
        let answer = ask(&edge, &token);
        assert_eq!((answer.status, answer.code()), (401, "token_invalid"), "{case}");
    }
    let other = claims(now).with_audience("somebody-else");
    assert_eq!(ask(&edge, &edge.key.sign(other).unwrap()).status, 401);
}

#[test]
fn other_algorithms_and_keys_are_refused() {
    let edge = edge();
    let good = edge.token();
    let payload = good.split('.').nth(1).unwrap();
    let public = edge.key.public_key().to_bytes();
    let stranger = Ed25519KeyPair::generate().with_key_id("current");
    // The public key used as an HMAC secret: the classic confusion of algorithms.
    let confused = HS256Key::from_bytes(&public).with_key_id("current");
    let hs256 = confused.authenticate(claims(edge.now())).unwrap();
    let none = json!({"alg": "none", "typ": "JWT", "kid": "current"});
    let signature = BASE64_URL_SAFE_NO_PAD.decode(good.split('.').nth(2).unwrap()).unwrap();
    let header = |extra: serde_json::Value| {
        let mut header = json!({"alg": "EdDSA", "typ": "JWT", "kid": "current"});
        header.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        header
    };
    for (case, token) in [
        ("another key of the same name", stranger.sign(claims(edge.now())).unwrap()),
        ("hs256 with the public key", hs256),
        ("alg none without signature", assemble(&none, payload, b"")),
        ("alg none with a signature", assemble(&none, payload, &signature)),
        ("alg NONE", assemble(&header(json!({"alg": "NONE"})), payload, b"")),
        ("no kid", assemble(&json!({"alg": "EdDSA", "typ": "JWT"}), payload, &signature)),
        (
            "critical extension",
            assemble(&header(json!({"crit": ["x"], "x": 1})), payload, &signature),
        ),
        ("its own key", assemble(&header(json!({"jwk": {"kty": "OKP"}})), payload, &signature)),
        ("empty signature", format!("{}.", good.rsplit_once('.').unwrap().0)),
        ("a fourth part", format!("{good}.AAAA")),
        ("two parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("padding", format!("{good}==")),
        ("nothing", String::new()),
        ("dots", "..".to_owned()),
        ("too long", "a".repeat(100_000)),
        ("not base64", "é.é.é".to_owned()),
    ] {
        let answer = ask(&edge, &token);
        assert_eq!((answer.status, answer.code()), (401, "token_invalid"), "{case}");
    }
}

#[test]
fn no_altered_byte_is_let_in() {
    let edge = edge();
    let good = edge.token();
    assert_eq!(ask(&edge, &good).status, 200);
    for position in 0..good.len() {
        let mut altered = good.clone().into_bytes();
        altered[position] = if altered[position] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert_eq!(ask(&edge, &altered).status, 401, "byte {position}");
    }
}

#[test]
fn an_unknown_key_is_looked_for_at_most_once_a_cooldown() {
    let edge = edge();
    assert_eq!(ask(&edge, &edge.token()).status, 200);
    edge.host.clock.advance(std::time::Duration::from_secs(31));
    edge.host.network.take_calls();
    let next = Ed25519KeyPair::generate().with_key_id("next");
    let unknown = next.sign(claims(edge.now())).unwrap();
    for _ in 0..5 {
        assert_eq!(ask(&edge, &unknown).code(), "token_invalid");
    }
    let calls = edge.host.network.take_calls();
    assert_eq!(calls.iter().filter(|call| call.url.ends_with("/jwks.json")).count(), 1);
    let rotated = jwks(&[("current", &edge.key), ("next", &next)]);
    edge.host.network.rescript(move |_| TestReply::new(200, rotated.clone()));
    edge.host.clock.advance(std::time::Duration::from_secs(31));
    assert_eq!(ask(&edge, &unknown).status, 200);
    assert_eq!(ask(&edge, &edge.token()).status, 200, "the old key still verifies");
}

#[test]
fn what_was_fetched_keeps_verifying_while_the_origin_is_down() {
    let mut edge = edge();
    assert_eq!(ask(&edge, &edge.token()).status, 200);
    edge.host.network.rescript(|_| TestReply::unreachable());
    edge.host.clock.advance(std::time::Duration::from_hours(1));
    assert_eq!(ask(&edge, &edge.token()).status, 200, "from memory");
    edge.restart();
    assert_eq!(ask(&edge, &edge.token()).status, 200, "from the store");
    edge.restart();
    edge.host.store.fail(true);
    let answer = ask(&edge, &edge.token());
    assert_eq!((answer.status, answer.code()), (503, "origin_unavailable"), "fails closed");
}

#[test]
fn a_key_set_that_is_none_does_not_replace_a_good_one() {
    let edge = edge();
    assert_eq!(ask(&edge, &edge.token()).status, 200);
    edge.host.network.rescript(|_| TestReply::new(200, "<html>"));
    edge.host.clock.advance(std::time::Duration::from_hours(1));
    assert_eq!(ask(&edge, &edge.token()).status, 200);
}

/// How often the key set was fetched since it was last looked.
fn times_fetched(edge: &TestEdge) -> usize {
    let calls = edge.host.network.take_calls();
    calls.iter().filter(|call| call.url.ends_with("/jwks.json")).count()
}

fn pass(edge: &TestEdge, seconds: u64) {
    edge.host.clock.advance(std::time::Duration::from_secs(seconds));
}

#[test]
fn the_key_set_serves_ten_minutes_and_is_then_fetched_beside_an_answer() {
    let edge = edge();
    assert_eq!((ask(&edge, &edge.token()).status, times_fetched(&edge)), (200, 1));
    for (seconds, fetched) in [(599, 0), (1, 1), (0, 0), (599, 0), (1, 1)] {
        pass(&edge, seconds);
        let answer = ask(&edge, &edge.token());
        assert_eq!((answer.status, times_fetched(&edge)), (200, fetched), "after {seconds} s");
        let took = answer.header("server-timing").trim_start_matches("edge;dur=").to_owned();
        assert!(took.parse::<u64>().unwrap() <= 10, "it waited for the keys: {took} ms");
    }
}

#[test]
fn an_origin_that_is_down_is_tried_for_keys_once_a_cooldown() {
    let edge = edge();
    assert_eq!((ask(&edge, &edge.token()).status, times_fetched(&edge)), (200, 1));
    edge.host.network.rescript(|_| TestReply::unreachable());
    pass(&edge, 3_600);
    let stranger = Ed25519KeyPair::generate().with_key_id("stranger");
    for (seconds, fetched) in [(0, 1), (0, 0), (29, 0), (1, 1), (1, 0)] {
        pass(&edge, seconds);
        for _ in 0..3 {
            assert_eq!(ask(&edge, &edge.token()).status, 200, "what there is verifies on");
            let unknown = stranger.sign(claims(edge.now())).unwrap();
            assert_eq!(ask(&edge, &unknown).code(), "token_invalid");
        }
        assert_eq!(times_fetched(&edge), fetched, "after {seconds} s");
    }
}
