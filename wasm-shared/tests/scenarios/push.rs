//! What the origin pushes.

use std::time::Duration;

use serde_json::{Value, json};
use wasm_shared::{
    auth::service_token::{Audience, ServiceKey},
    ports::{Entropy, Host},
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, SERVICE_SEED, TestEdge, grpc_ok, isolate_with, origin_key};

const PATH: &str = "/internal/v1/events";

fn edge() -> TestEdge {
    TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])))
}

fn service_token(edge: &TestEdge, key: &ServiceKey, audience: Audience) -> String {
    key.sign(audience, edge.now(), edge.host.entropy().bytes()).unwrap()
}

pub fn push(edge: &TestEdge, items: &[Value]) -> Answer {
    Answer::of(edge.send(&push_request(edge, items)))
}

/// A push as the origin would send it now.
pub fn push_request(edge: &TestEdge, items: &[Value]) -> TestRequest {
    let token = service_token(edge, &origin_key(), Audience::Edge);
    TestRequest::post(PATH, json!({ "items": items }).to_string()).bearer(&token)
}

pub fn item(id: &str, user_id: &str, kind: &str, data: &Value) -> Value {
    json!({"id": id, "user_id": user_id, "kind": kind, "at": "2026-01-01T00:00:00Z", "data": data})
}

pub fn revocation(id: &str, user_id: &str, version: u64) -> Value {
    item(id, user_id, "session.revoked", &json!({ "token_version": version }))
}

/// A push of one revocation; what became of it is the caller's to find out.
pub fn push_revocation(edge: &TestEdge, user_id: &str, version: u64) -> Answer {
    push(edge, &[revocation("1", user_id, version)])
}

/// Id and code of every item, in order; `ok` for what was acknowledged.
pub fn outcomes(answer: &Answer) -> Vec<(&str, &str)> {
    assert_eq!(answer.status, 200, "{}", answer.json);
    let items = answer.json["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let acknowledged = item["acknowledged"].as_bool().unwrap();
            assert_eq!(acknowledged, item.get("code").is_none(), "{item}");
            (item["id"].as_str().unwrap_or("-"), item["code"].as_str().unwrap_or("ok"))
        })
        .collect()
}

fn read(edge: &TestEdge, token: &str) -> u16 {
    edge.send(&TestRequest::get("/api/v1/sources").bearer(token)).status
}

#[test]
fn a_pushed_revocation_holds_at_once_for_all_who_read_the_store() {
    let edge = edge();
    let [remembering, new] = [edge.elsewhere(), edge.elsewhere()];
    let [token, other] = [edge.token_of("user", 1), edge.token_of("other", 1)];
    for place in [&edge, &remembering] {
        assert_eq!([read(place, &token), read(place, &other)], [200, 200]);
    }
    let answer = push(&edge, &[revocation("1", "user", 2)]);
    assert_eq!(outcomes(&answer), [("1", "ok")]);
    assert_eq!(answer.header("cache-control"), "no-store");
    edge.times_asked();
    assert_eq!([read(&edge, &token), read(&new, &token)], [401, 401], "at once");
    assert_eq!(edge.times_asked(), 0, "by the store alone");
    edge.host.clock.advance(Duration::from_secs(15));
    assert_eq!(read(&remembering, &token), 401, "as soon as it reads the store");
    assert!([&edge, &remembering, &new].iter().all(|place| read(place, &other) == 200));
}

#[test]
fn a_push_says_at_least_and_the_origin_says_what_it_is() {
    let edge = edge();
    push(&edge, &[revocation("1", "user", 2)]);
    edge.version_is(3);
    assert_eq!(read(&edge, &edge.token_of("user", 2)), 401, "a later push may have been lost");
}

#[test]
fn an_old_push_does_not_lower_the_version() {
    let edge = edge();
    read(&edge, &edge.token_of("somebody", 1));
    assert_eq!(outcomes(&push(&edge, &[revocation("2", "user", 3)])), [("2", "ok")]);
    assert_eq!(outcomes(&push(&edge, &[revocation("1", "user", 2)])), [("1", "ok")]);
    edge.origin_says(TestReply::unreachable());
    assert_eq!(read(&edge.elsewhere(), &edge.token_of("user", 2)), 401);
}

#[test]
fn only_the_origin_is_let_in_and_each_token_once() {
    let edge = edge();
    let good = || service_token(&edge, &origin_key(), Audience::Edge);
    let stranger = ServiceKey::from_seed(SERVICE_SEED, "origin").unwrap();
    let used = good();
    let body = json!({ "items": [revocation("1", "user", 2)] }).to_string();
    let send = |edge: &TestEdge, authorization: &str| {
        let request = TestRequest::post(PATH, body.clone());
        Answer::of(edge.send(&request.header("authorization", authorization)))
    };
    assert_eq!(send(&edge, &format!("Bearer {used}")).status, 200);
    let old = good();
    edge.host.clock.advance(Duration::from_secs(66));
    for (case, authorization) in [
        ("a used one", format!("Bearer {used}")),
        ("one that is over", format!("Bearer {old}")),
        ("nothing", String::new()),
        ("no token", "Bearer x".to_owned()),
        ("an access token", format!("Bearer {}", edge.token())),
        ("another's", format!("Bearer {}", service_token(&edge, &stranger, Audience::Edge))),
        ("one for origins", {
            format!("Bearer {}", service_token(&edge, &origin_key(), Audience::Origin))
        }),
    ] {
        let answer = send(&edge, &authorization);
        assert_eq!((answer.status, answer.code()), (401, "service_token_invalid"), "{case}");
    }
    let twice = good();
    assert_eq!(send(&edge, &format!("Bearer {twice}")).status, 200);
    assert_eq!(send(&edge, &format!("Bearer {twice}")).code(), "service_token_invalid");
}

#[test]
fn every_key_of_the_origin_is_known_and_without_one_nobody_is_let_in() {
    let mut edge = edge();
    let next = ServiceKey::from_seed(SERVICE_SEED, "origin").unwrap();
    let items = json!({ "items": [revocation("1", "user", 2)] }).to_string();
    for (known, status) in [(vec![&origin_key(), &next], 200), (vec![&next], 200), (vec![], 401)] {
        edge.isolate = isolate_with(Settings::default(), &known).into();
        let token = service_token(&edge, &next, Audience::Edge);
        let answer = edge.send(&TestRequest::post(PATH, items.clone()).bearer(&token));
        assert_eq!(answer.status, status);
    }
}

#[test]
fn bodies_that_are_no_push_are_refused_whole() {
    let edge = edge();
    let send = |body: String| {
        let token = service_token(&edge, &origin_key(), Audience::Edge);
        Answer::of(edge.send(&TestRequest::post(PATH, body).bearer(&token)))
    };
    let many = vec![revocation("1", "user", 2); 101];
    for (body, status, code) in [
        (String::new(), 400, "malformed_json"),
        ("{".to_owned(), 400, "malformed_json"),
        ("{}".to_owned(), 422, "invalid_fields"),
        (r#"{"items":{}}"#.to_owned(), 422, "invalid_fields"),
        (r#"{"items":[]}"#.to_owned(), 422, "invalid_fields"),
        (json!({ "items": many }).to_string(), 422, "invalid_fields"),
        (format!(r#"{{"items":["{}"]}}"#, "x".repeat(1 << 20)), 413, "body_too_large"),
    ] {
        let answer = send(body.clone());
        assert_eq!((answer.status, answer.code()), (status, code), "{body:.40}");
    }
    let large = "x".repeat(100 << 10);
    let answer = send(
        json!({ "items": [item("1", "u", "history.added", &json!({ "x": large }))] }).to_string(),
    );
    assert_eq!(outcomes(&answer), [("1", "ok")], "more than other calls may send");
    assert_eq!(edge.send(&TestRequest::get(PATH)).status, 405);
}

#[test]
fn behind_an_item_that_is_not_acknowledged_none_of_the_same_user_is() {
    let edge = edge();
    let removed = |id: &str, user_id: &str| {
        item(id, user_id, "device.removed", &json!({ "device_id": "phone" }))
    };
    let answer = push(
        &edge,
        &[
            removed("1", "a"),
            item("2", "a", "device.painted", &json!({})),
            removed("3", "a"),
            revocation("4", "a", 2),
            removed("5", "b"),
            item("6", "b", "session.revoked", &json!({ "token_version": "2" })),
            revocation("7", "b", 2),
            json!({ "id": "8" }),
            json!("what"),
            removed("10", "c"),
        ],
    );
    let expected = [
        ("1", "ok"),
        ("2", "unknown_kind"),
        ("3", "earlier_item"),
        ("4", "earlier_item"),
        ("5", "ok"),
        ("6", "invalid_fields"),
        ("7", "earlier_item"),
        ("8", "invalid_fields"),
        ("-", "invalid_fields"),
        ("10", "ok"),
    ];
    assert_eq!(outcomes(&answer), expected);
    assert_eq!(read(&edge, &edge.token_of("a", 1)), 401, "a revocation does not wait for its turn");
}

#[test]
fn what_was_not_stored_is_pushed_again() {
    let edge = edge();
    let token = edge.token_of("user", 1);
    assert_eq!(read(&edge, &token), 200);
    let added = |id: &str, user_id: &str| {
        let device = json!({ "id": "d", "name": "Phone", "platform": "ios" });
        item(id, user_id, "device.added", &json!({ "device": device }))
    };
    let items =
        [added("1", "user"), revocation("2", "user", 2), added("3", "user"), added("4", "other")];
    let expected = [("1", "ok"), ("2", "store_unavailable"), ("3", "earlier_item"), ("4", "ok")];
    edge.host.store.fail(true);
    assert_eq!(outcomes(&push(&edge, &items)), expected);
    assert_eq!(read(&edge, &token), 401, "though this isolate knows");
    edge.host.store.fail(false);
    edge.host.store.slow(Duration::from_secs(3));
    assert_eq!(outcomes(&push(&edge, &items)), expected, "a store that hangs is one that fails");
    edge.host.store.slow(Duration::ZERO);
    let again = push(&edge, &items[1..]);
    assert_eq!(outcomes(&again), [("2", "ok"), ("3", "ok"), ("4", "ok")]);
}

#[test]
fn a_full_push_is_stored_side_by_side_and_once_a_user() {
    let edge = edge();
    // It looks for a release once, which takes its time.
    edge.send(&TestRequest::get("/health"));
    edge.host.store.take_writes();
    edge.host.store.slow(Duration::from_millis(100));
    let items: Vec<_> = (0..100)
        .map(|number: u64| {
            revocation(&number.to_string(), &(number % 50).to_string(), 2 + number / 50)
        })
        .collect();
    let before = edge.now();
    assert!(outcomes(&push(&edge, &items)).iter().all(|(_, code)| *code == "ok"));
    assert_eq!(edge.host.store.writes(), 50, "the store takes one write a second and key");
    assert_eq!(edge.now().since(before), Duration::from_millis(200), "a look and a write");
    edge.host.store.slow(Duration::ZERO);
    edge.version_is(3);
    assert_eq!([2, 3].map(|version| read(&edge, &edge.token_of("7", version))), [401, 200]);
}
