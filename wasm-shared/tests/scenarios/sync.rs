//! From the origin's push to the devices of a user, over sockets and polls.

use std::time::Duration;

use futures_util::future::join;
use serde_json::{Value, json};
use wasm_shared::{
    http::{self, Body, Response},
    settings::Settings,
    testing::{TestBody, TestReply, TestRequest, TestSocket},
};

use crate::{
    edge::{Answer, TestEdge, grpc_ok},
    push::{item, outcomes, push, push_request, revocation},
};

const POLL: &str = "/api/v1/sync/events";

fn edge() -> TestEdge {
    TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])))
}

fn upgrade() -> TestRequest {
    TestRequest::get("/api/v1/sync").header("upgrade", "websocket")
}

fn open(edge: &TestEdge, device_id: &str) -> TestSocket {
    let request = upgrade().bearer(&edge.token_on(device_id));
    let response = edge.send(&request);
    assert_eq!(response.status, 101);
    socket_of(response)
}

fn socket_of(response: Response<TestBody>) -> TestSocket {
    match response.body {
        Body::Socket(TestBody { socket: Some(socket), .. }) => socket,
        other => panic!("no socket: {other:?}"),
    }
}

/// Resumes at the head of the log; the log's name.
fn resume(socket: &TestSocket) -> String {
    let frames = socket.take_frames();
    let hello = &frames[0];
    assert_eq!((frames.len(), &hello["type"]), (1, &json!("hello")));
    let resume = json!({"type": "resume", "epoch": hello["epoch"], "after": hello["head"]});
    socket.send(&resume.to_string());
    let frames = socket.take_frames();
    let resumed = json!({"type": "resumed", "recovered": true});
    assert_eq!((frames.len(), &frames[0]["recovered"]), (1, &resumed["recovered"]), "{frames:?}");
    hello["epoch"].as_str().unwrap().to_owned()
}

fn favorite(id: &str, user_id: &str) -> Value {
    item(id, user_id, "favorites.changed", &json!({ "revision": 1 }))
}

/// The ids of the events among what came.
fn events(socket: &TestSocket) -> Vec<String> {
    let frames = socket.take_frames();
    let events = frames.iter().filter(|frame| frame["type"] == "event");
    events.map(|event| event["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_pushed_reaches_every_device_of_the_user_and_nobody_else() {
    let edge = edge();
    let [phone, laptop] = ["phone", "laptop"].map(|device_id| open(&edge, device_id));
    let stranger = socket_of(edge.send(&upgrade().bearer(&edge.token_of("other", 1))));
    for socket in [&phone, &laptop, &stranger] {
        resume(socket);
    }
    let items = [favorite("1", "user"), favorite("2", "user")];
    assert_eq!(outcomes(&push(&edge.elsewhere(), &items)), [("1", "ok"), ("2", "ok")]);
    assert_eq!([events(&phone), events(&laptop)], [["1", "2"], ["1", "2"]]);
    assert_eq!(outcomes(&push(&edge, &items[..1])), [("1", "ok")], "it may come again");
    for socket in [&phone, &laptop, &stranger] {
        assert_eq!(events(socket), [""; 0]);
    }
}

#[test]
fn a_push_calls_each_hub_once_and_all_side_by_side() {
    let edge = edge();
    // It looks for a release once, which takes its time.
    edge.send(&TestRequest::get("/health"));
    edge.host.hubs.slow(Duration::from_millis(100));
    let items: Vec<_> = (0..100)
        .map(|number: u32| favorite(&number.to_string(), &format!("user-{}", number % 20)))
        .collect();
    let before = edge.now();
    assert!(outcomes(&push(&edge, &items)).iter().all(|(_, code)| *code == "ok"));
    assert_eq!(edge.now().since(before), Duration::from_millis(100));
    let mut publishes = edge.host.hubs.take_publishes();
    publishes.sort();
    assert_eq!(publishes.len(), 20);
    assert_eq!(
        publishes[0],
        ("user-0".into(), ["0", "20", "40", "60", "80"].map(Into::into).to_vec())
    );
}

#[test]
fn what_a_hub_did_not_take_comes_again() {
    let edge = edge();
    let socket = open(&edge, "phone");
    resume(&socket);
    let items = [
        favorite("1", "user"),
        item("2", "user", "favorites.painted", &json!({})),
        favorite("3", "user"),
        favorite("4", "other"),
    ];
    let failed = [
        ("1", "hub_unavailable"),
        ("2", "earlier_item"),
        ("3", "earlier_item"),
        ("4", "hub_unavailable"),
    ];
    edge.host.hubs.fail(true);
    assert_eq!(outcomes(&push(&edge, &items)), failed);
    edge.host.hubs.fail(false);
    edge.host.hubs.slow(Duration::from_secs(5));
    assert_eq!(outcomes(&push(&edge, &items)), failed, "a hub that hangs is one that fails");
    edge.host.hubs.slow(Duration::ZERO);
    edge.host.hubs.fail_writes("user", true);
    let mut unwritten = failed;
    unwritten[3].1 = "ok";
    assert_eq!(outcomes(&push(&edge, &items)), unwritten);
    assert_eq!(socket.close_code(), Some(4001), "it comes back to what is stored");
    assert_eq!(events(&socket), [""; 0], "nothing is told that is not stored");
    edge.host.hubs.fail_writes("user", false);
    let again = outcomes(&push(&edge, &items))
        .iter()
        .map(|(_, code)| (*code).to_owned())
        .collect::<Vec<_>>();
    assert_eq!(again, ["ok", "unknown_kind", "earlier_item", "ok"]);
}

#[test]
fn a_revocation_closes_sockets_though_the_store_fails() {
    let edge = edge();
    let socket = open(&edge, "phone");
    resume(&socket);
    edge.host.store.fail(true);
    let answer = push(&edge, &[revocation("1", "user", 2)]);
    assert_eq!(outcomes(&answer), [("1", "store_unavailable")]);
    assert_eq!(socket.close_code(), Some(4101));
}

#[test]
fn a_socket_is_opened_for_who_is_signed_in_and_asks_for_one() {
    let edge = edge();
    let token = edge.token();
    let ask = |request: TestRequest| Answer::of(edge.send(&request));
    let offering = |protocols: &str| upgrade().header("sec-websocket-protocol", protocols);

    let answer = ask(TestRequest::get("/api/v1/sync").bearer(&token));
    assert_eq!((answer.status, answer.code()), (426, "upgrade_required"));
    assert_eq!(answer.header("upgrade"), "websocket");
    assert!(answer.json["detail"].as_str().unwrap().contains(POLL));
    let head = TestRequest::new("HEAD", "/api/v1/sync").header("upgrade", "websocket");
    assert_eq!(ask(head.bearer(&token)).status, 426);
    for (case, request, status, code) in [
        ("no token", upgrade(), 401, "token_missing"),
        ("no token among protocols", offering("listen.v1"), 401, "token_missing"),
        ("no token of ours", upgrade().bearer("x"), 401, "token_invalid"),
        ("no token of ours, offered", offering("listen.v1, bearer.x"), 401, "token_invalid"),
        ("another protocol", offering("chat").bearer(&token), 422, "invalid_fields"),
    ] {
        let answer = ask(request);
        assert_eq!((answer.status, answer.code()), (status, code), "{case}");
    }
    for protocols in ["listen.v1, bearer.", "bearer."] {
        let request = offering(&format!("{protocols}{token},listen.v1"));
        let response = edge.send(&request);
        assert_eq!(response.status, 101);
        assert_eq!(response.get_header("sec-websocket-protocol"), Some("listen.v1"));
        assert_eq!(socket_of(response).take_frames()[0]["type"], "hello");
    }
    edge.version_is(2);
    let revoked = ask(upgrade().bearer(&edge.token_of("user", 1)));
    edge.host.clock.advance(Duration::from_secs(80));
    assert!(revoked.status == 101 || revoked.code() == "token_revoked");
    assert_eq!(ask(upgrade().bearer(&edge.token_of("user", 1))).code(), "token_revoked");
}

#[test]
fn without_sockets_or_a_hub_the_caller_is_told() {
    let edge = edge();
    let ask = |request: &TestRequest| Answer::of(edge.send(request));
    let [socket, poll] = [upgrade(), TestRequest::get(POLL)].map(|it| it.bearer(&edge.token()));
    edge.host.hubs.remove(true);
    let answer = ask(&socket);
    assert_eq!((answer.status, answer.code()), (426, "sockets_unsupported"));
    assert!(answer.json["detail"].as_str().unwrap().contains(POLL));
    edge.host.hubs.remove(false);
    edge.host.hubs.fail(true);
    for request in [&socket, &poll] {
        let answer = ask(request);
        assert_eq!((answer.status, answer.code()), (503, "sync_unavailable"));
    }
    let log = edge.host.log_lines().join("\n");
    assert!(log.contains("told to fail"), "{log}");
    edge.host.hubs.fail(false);
    edge.host.hubs.slow(Duration::from_mins(1));
    for request in [&socket, &poll] {
        assert_eq!(ask(request).code(), "sync_unavailable");
    }
}

#[test]
fn a_poll_waits_for_the_next_event_and_acknowledges_what_is_before() {
    let edge = edge();
    let poll = |parameters: &str| edge.get(&format!("{POLL}?{parameters}"));
    let first = poll("wait_s=0");
    assert_eq!(first.status, 200, "{}", first.json);
    assert_eq!(first.header("cache-control"), "no-store");
    let mut expected = json!({"epoch": "epoch-1", "head": 0, "recovered": false, "items": []});
    assert_eq!(first.json, expected);

    expected["recovered"] = json!(true);
    let before = edge.now();
    assert_eq!(poll("epoch=epoch-1&after=0").json, expected);
    assert_eq!(edge.now().since(before).as_secs(), 25, "nothing came");

    let waiting = TestRequest::get(&format!("{POLL}?epoch=epoch-1&after=0")).bearer(&edge.token());
    let pushed = push_request(&edge, &[favorite("1", "user"), favorite("2", "user")]);
    let handle = async |request| http::handle(&edge.isolate, edge.host.clone(), request).await;
    let late = async {
        use wasm_shared::ports::{Clock, Host};
        edge.host.clock().sleep(Duration::from_secs(3)).await;
        handle(&pushed).await
    };
    let before = edge.now();
    let (waited, _) = edge.host.clock.run(join(handle(&waiting), late));
    assert_eq!(edge.now().since(before).as_secs(), 3, "no longer than it takes");
    let waited = Answer::of(waited);
    let ids: Vec<_> = waited.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!((ids, &waited.json["head"]), (vec!["1", "2"], &json!(2)), "{}", waited.json);

    assert_eq!(poll("epoch=epoch-1&after=1").json["items"][0]["id"], "2");
    poll("epoch=epoch-1&after=2&wait_s=0");
    let gone = poll("epoch=epoch-1&after=0");
    assert_eq!(gone.json["recovered"], false, "what is acknowledged is dropped: {}", gone.json);
    assert_eq!(poll("epoch=another&after=2").json["recovered"], false);
    for wrong in ["after=-1", "after=x", "wait_s=26", "wait_s=x"] {
        let answer = poll(wrong);
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{wrong}");
    }
}

#[test]
fn a_hub_that_slept_knows_its_sockets() {
    let edge = edge();
    let socket = open(&edge, "phone");
    resume(&socket);
    edge.host.hubs.sleep("user");
    push(&edge, &[favorite("1", "user")]);
    assert_eq!(events(&socket), ["1"]);
    edge.host.hubs.sleep("user");
    socket.send(&json!({"type": "ack", "seq": 2}).to_string());
    assert_eq!(socket.take_frames()[0]["code"], "ack_ahead");
    assert_eq!(socket.close_code(), None);
}

#[test]
fn what_was_acknowledged_outlives_a_hub_and_what_was_not_is_replayed() {
    let edge = edge();
    let [phone, laptop] = ["phone", "laptop"].map(|device_id| open(&edge, device_id));
    let epoch = resume(&phone);
    resume(&laptop);
    push(&edge, &[favorite("1", "user"), favorite("2", "user")]);
    phone.send(&json!({"type": "ack", "seq": 1}).to_string());
    edge.host.hubs.restart("user");
    push(&edge, &[favorite("2", "user"), favorite("3", "user")]);
    let phone = open(&edge, "phone");
    phone.send(&json!({"type": "resume", "epoch": epoch, "after": 1}).to_string());
    let frames = phone.take_frames();
    let kinds: Vec<_> = frames.iter().map(|frame| &frame["type"]).collect();
    assert_eq!(kinds, ["hello", "event", "event", "resumed"], "{frames:?}");
    assert_eq!([&frames[1]["id"], &frames[2]["id"]], ["2", "3"]);
    assert_eq!(frames[3]["recovered"], true);
}

#[test]
fn a_silent_socket_is_found_dead_and_one_that_pings_is_not() {
    let edge = edge();
    let [silent, pinging] = ["phone", "laptop"].map(|device_id| open(&edge, device_id));
    for _ in 0..4 {
        edge.host.clock.advance(Duration::from_secs(25));
        pinging.send(r#"{"type":"ping"}"#);
        edge.host.hubs.wake("user");
    }
    assert_eq!([silent.close_code(), pinging.close_code()], [Some(4002), None]);
}
