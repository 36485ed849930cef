//! Events of a host without hubs, which the origin keeps.

use std::{cell::Cell, rc::Rc, time::Duration};

use prost::Message;
use serde_json::json;
use wasm_shared::{
    contract::user::v1::{KeptEvent, ListEventsRequest, ListEventsResponse},
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::{
    edge::{Answer, TestEdge, grpc_ok},
    push::{item, outcomes, push, revocation},
};

const PROCEDURE: &str = "/sync.v1.SyncService/ListEvents";

/// An edge whose origin has an event behind the tenth once it was asked so often.
fn edge(told_at: u32) -> TestEdge {
    let asked = Rc::new(Cell::new(0));
    let edge = TestEdge::new(Settings::default(), move |request| {
        assert!(request.url.ends_with(PROCEDURE), "{}", request.url);
        let question = ListEventsRequest::decode(&request.body[5..]).expect("it is a question");
        let recovered = question.epoch == "origin" && question.after == 10;
        asked.set(asked.get() + 1);
        let event = KeptEvent {
            seq: 11,
            id: "e".to_owned(),
            kind: "favorites.changed".to_owned(),
            at_ms: 1_767_225_600_000,
            data: r#"{"revision":3}"#.to_owned(),
        };
        let items: Vec<_> =
            (recovered && asked.get() >= told_at).then_some(event).into_iter().collect();
        let head = 10 + items.len() as u64;
        let answer = ListEventsResponse { epoch: "origin".to_owned(), head, recovered, items };
        TestReply::new(200, grpc_ok(&answer.encode_to_vec()))
    });
    edge.host.hubs.remove(true);
    edge
}

#[test]
fn the_origin_is_asked_until_there_is_something() {
    let edge = edge(4);
    let begun = edge.now();
    let answer = edge.get("/api/v1/sync/events?epoch=origin&after=10");
    let waited = edge.now().since(begun);
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let event = json!({
        "type": "event", "seq": 11, "id": "e", "kind": "favorites.changed",
        "at": "2026-01-01T00:00:00.000Z", "data": { "revision": 3 },
    });
    let expected = json!({ "epoch": "origin", "head": 11, "recovered": true, "items": [event] });
    assert_eq!(answer.json, expected);
    assert!((3_000..4_000).contains(&waited.as_millis()), "a second each: {waited:?}");
}

#[test]
fn nothing_is_waited_for_no_longer_than_the_caller_wants() {
    let edge = edge(u32::MAX);
    let begun = edge.now();
    let answer = edge.get("/api/v1/sync/events?epoch=origin&after=10&wait_s=2");
    let waited = edge.now().since(begun);
    assert_eq!((&answer.json["items"], &answer.json["recovered"]), (&json!([]), &json!(true)));
    assert!((2_000..3_000).contains(&waited.as_millis()), "{waited:?}");
}

#[test]
fn what_cannot_be_gone_on_with_is_said_at_once() {
    let edge = edge(1);
    let begun = edge.now();
    let answer = edge.get("/api/v1/sync/events?epoch=a-hub-s&after=10");
    assert_eq!((&answer.json["recovered"], &answer.json["head"]), (&json!(false), &json!(10)));
    assert!(edge.now().since(begun) < Duration::from_secs(1));
}

#[test]
fn an_origin_that_is_away_is_told_of() {
    let edge = TestEdge::new(Settings::default(), |_| TestReply::unreachable());
    edge.host.hubs.remove(true);
    let answer = edge.get("/api/v1/sync/events?epoch=origin&after=10");
    assert_eq!((answer.status, answer.code()), (503, "origin_unavailable"));
}

#[test]
fn who_asks_for_a_socket_is_told_where_there_is_one() {
    let document = r#"{"sync":{"sockets_at":"wss://sockets.example/api/v1/sync"}}"#;
    let edge = TestEdge::new(Settings::parse(document).unwrap(), |_| TestReply::new(200, ""));
    edge.host.hubs.remove(true);
    let upgrade = TestRequest::get("/api/v1/sync").header("upgrade", "websocket");
    let answer = Answer::of(edge.send(&upgrade.bearer(&edge.token())));
    assert_eq!((answer.status, answer.code()), (426, "sockets_unsupported"));
    assert_eq!(answer.json["sockets_at"], "wss://sockets.example/api/v1/sync");
    let detail = answer.json["detail"].as_str().unwrap();
    assert!(detail.contains("wss://sockets.example/"), "{detail}");
    assert!(detail.contains("/api/v1/sync/events"), "{detail}");
    assert!(Settings::parse(r#"{"sync":{"sockets_at":"https://no.socket"}}"#).is_err());
}

/// The devices are told by the origin; what the edge itself has to know it takes in.
#[test]
fn pushes_are_taken_in_where_there_is_nobody_to_tell() {
    let edge = edge(1);
    let token = edge.token();
    let pushed = [item("1", "user", "favorites.changed", &json!({})), revocation("2", "user", 2)];
    assert_eq!(outcomes(&push(&edge, &pushed)), [("1", "ok"), ("2", "ok")]);
    let answer = Answer::of(edge.send(&TestRequest::get("/api/v1/sources").bearer(&token)));
    assert_eq!(answer.code(), "token_revoked");
}
