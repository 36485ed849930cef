//! Settings that are published while an edge runs.

use std::time::Duration;

use prost::Message;
use serde_json::{Value, json};
use wasm_shared::{
    auth::service_token::{Audience, ServiceKey},
    catalog::model::Source,
    contract::config::v1 as config,
    crypto::SealingKey,
    ports::{Entropy, Host},
    releases::takes_part,
    settings::{Secret, Settings},
    testing::{TestReply, TestRequest},
};

use crate::{
    edge::{Answer, SERVICE_SEED, TestEdge, grpc_ok, origin_key},
    sources::{KUGOU_HASH, Moods, NETEASE_TRACK, settings},
};

const PATH: &str = "/internal/v1/releases";

fn edge() -> TestEdge {
    TestEdge::new(settings(), {
        let moods = Moods::good();
        move |request| moods.answer(request)
    })
}

/// A standing without a candidate.
fn standing(revision: u64, number: u64, document: impl Into<Value>) -> Value {
    let document = document.into();
    json!({
        "revision": revision,
        "current": {"number": number, "document": document},
        "candidate": null,
    })
}

/// A document that bounds what is searched for.
fn bound(bytes: u64) -> Value {
    json!({ "limits": { "query_bytes": bytes } })
}

fn push(edge: &TestEdge, standing: &Value) -> Answer {
    push_signed(edge, standing, &origin_key())
}

fn push_signed(edge: &TestEdge, standing: &Value, key: &ServiceKey) -> Answer {
    let token = key.sign(Audience::Edge, edge.now(), edge.host.entropy().bytes()).unwrap();
    Answer::of(edge.send(&TestRequest::post(PATH, standing.to_string()).bearer(&token)))
}

/// Whether a text of ten bytes may be searched for.
fn admits_ten(edge: &TestEdge, user_id: &str) -> bool {
    let request = TestRequest::get("/api/v1/search?q=0123456789");
    edge.send(&request.bearer(&edge.token_of(user_id, 1))).status != 422
}

/// What the origin answers when it is asked.
fn origin_has(edge: &TestEdge, revision: u64, number: u64, document: &Value) {
    let release = config::Release { number, document: document.to_string() };
    let answer = config::GetReleaseResponse { revision, current: Some(release), candidate: None };
    edge.release_is(TestReply::new(200, grpc_ok(&answer.encode_to_vec())));
}

#[test]
fn a_push_holds_from_the_next_request_and_is_acknowledged() {
    let edge = edge();
    assert!(admits_ten(&edge, "user"));
    let answer = push(&edge, &standing(5, 1, bound(9)));
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    assert_eq!(answer.json["release"], 1);
    assert_eq!((&answer.json["candidate"], &answer.json["stored"]), (&Value::Null, &true.into()));
    assert!(!admits_ten(&edge, "user"));
    let again = push(&edge, &standing(5, 1, bound(9)));
    assert_eq!(again.json, answer.json, "it may come twice");
    assert_eq!(push(&edge, &standing(6, 2, json!({}))).json["release"], 2);
    assert!(admits_ten(&edge, "user"), "a rollback takes what was said back");
}

#[test]
fn the_order_of_the_sources_is_followed_though_an_answer_is_cached() {
    let edge = edge();
    let playback = format!("/api/v1/tracks/kugou%3A{KUGOU_HASH}/playback");
    let first =
        |edge: &TestEdge| edge.get("/api/v1/search?q=茉莉花").json["items"][0]["source"].clone();
    assert_eq!((first(&edge), first(&edge)), ("netease".into(), "netease".into()));
    assert_eq!(edge.get(&playback).json["source"], "kugou");
    push(&edge, &standing(1, 1, json!({"sources": {"order": ["kugou", "netease"]}})));
    assert_eq!(first(&edge), "kugou");
    let off = json!({"sources": {"kugou": {"common": {"enabled": false}}}});
    push(&edge, &standing(2, 2, off));
    assert_eq!(first(&edge), "netease");
    assert_eq!(edge.get(&playback).json["source"], "netease", "what is switched off plays no more");
}

#[test]
fn only_the_origin_may_say_and_each_token_once() {
    let edge = edge();
    let stranger = ServiceKey::from_seed(SERVICE_SEED, "origin").unwrap();
    let body = standing(5, 1, bound(9));
    assert_eq!(push_signed(&edge, &body, &stranger).code(), "service_token_invalid");
    let unsigned = edge.send(&TestRequest::post(PATH, body.to_string()));
    assert_eq!(unsigned.status, 401);
    let token = origin_key().sign(Audience::Edge, edge.now(), edge.host.entropy().bytes()).unwrap();
    let request = |body: &Value| TestRequest::post(PATH, body.to_string()).bearer(&token);
    assert_eq!(edge.send(&request(&standing(1, 1, json!({})))).status, 200);
    assert_eq!(edge.send(&request(&body)).status, 401, "a token that was overheard");
    assert!(admits_ten(&edge, "user"));
}

#[test]
fn an_older_standing_never_replaces_a_newer() {
    let edge = edge();
    push(&edge, &standing(5, 2, bound(9)));
    let late = push(&edge, &standing(4, 1, json!({})));
    assert_eq!((late.status, &late.json["release"]), (200, &2.into()));
    assert!(!admits_ten(&edge, "user"));
    assert!(!admits_ten(&edge.elsewhere(), "user"), "nor in the store");
}

#[test]
fn a_release_that_cannot_be_gone_by_leaves_what_was() {
    let edge = edge();
    push(&edge, &standing(5, 1, bound(9)));
    let other = SealingKey::new(&[8; 32]).unwrap();
    let cookie = Secret::seal("a=b", Settings::SECRETS[0], &other, [1; 12]).unwrap();
    let sealed = json!({"sources": {"qq": {"common": {"cookie": cookie}}}});
    for (revision, (document, named)) in (6..).zip([
        (bound(0), "limits.query_bytes"),
        (json!({"limit": {}}), "limit"),
        (sealed, Settings::SECRETS[0]),
        (json!([]), "object"),
    ]) {
        let answer = push(&edge, &standing(revision, 2, document));
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"));
        let reason = answer.json["fields"]["current.document"].as_str().unwrap();
        assert!(reason.contains(named), "{reason}");
        assert!(!admits_ten(&edge, "user"), "release 1 is in force");
    }
    let logged = edge.host.log_lines();
    assert!(logged.iter().any(|line| line.contains("limits.query_bytes")), "{logged:?}");
    for body in ["{}", "[]", r#"{"revision":-1,"current":{"number":1,"document":{}}}"#] {
        let answer = push(&edge, &serde_json::from_str(body).unwrap());
        assert_eq!(answer.status, 422, "{body}");
    }
}

#[test]
fn a_secret_of_a_release_is_opened_with_the_key_of_the_edge() {
    let key = SealingKey::new(&[7; 32]).unwrap();
    let name = "sources.netease.common.cookie";
    let cookie = Secret::seal("MUSIC_U=1", name, &key, [1; 12]).unwrap();
    let mut edge = edge();
    edge.unseal_with(key);
    push(&edge, &standing(1, 1, json!({"sources": {"netease": {"common": {"cookie": cookie}}}})));
    edge.host.network.take_calls();
    edge.get(NETEASE_TRACK);
    let sent = edge.host.network.take_calls();
    let carried =
        sent.iter().flat_map(|call| &call.headers).any(|(_, value)| value.contains("MUSIC_U=1"));
    assert!(carried, "the source is given it");
}

#[test]
fn a_candidate_holds_for_the_users_whose_turn_it_is() {
    let edge = edge();
    let mut rolling = standing(5, 1, json!({}));
    rolling["candidate"] = json!({"release": {"number": 2, "document": bound(9)}, "percent": 30});
    let answer = push(&edge, &rolling);
    assert_eq!((&answer.json["release"], &answer.json["candidate"]), (&1.into(), &2.into()));
    let users: Vec<_> = (0..60).map(|number| format!("user-{number}")).collect();
    let mut shares = [0, 0];
    for user in &users {
        let new = takes_part(user, 2, 30);
        assert_eq!(admits_ten(&edge, user), !new, "{user}");
        shares[usize::from(new)] += 1;
    }
    assert!(shares[0] > 20 && shares[1] > 5, "{shares:?}");
    rolling["revision"] = 6.into();
    rolling["candidate"] = Value::Null;
    push(&edge, &rolling);
    assert!(users.iter().all(|user| admits_ten(&edge, user)), "it was withdrawn");
}

#[test]
fn others_find_it_in_the_store() {
    let edge = edge();
    let running = edge.elsewhere();
    assert!(admits_ten(&running, "user"));
    push(&edge, &standing(5, 1, bound(9)));
    assert!(!admits_ten(&edge.elsewhere(), "user"), "a new isolate, before its first answer");
    assert!(admits_ten(&running, "user"), "it has looked just now");
    edge.host.clock.advance(Duration::from_secs(5));
    admits_ten(&running, "user");
    assert!(!admits_ten(&running, "user"), "it has looked after that response");
}

#[test]
fn a_store_that_hangs_holds_up_a_first_request_shortly_and_no_other() {
    let edge = edge();
    push(&edge, &standing(5, 1, bound(9)));
    let new = || {
        let new = edge.elsewhere();
        new.host.store.slow(Duration::from_secs(5));
        new
    };
    let open = Answer::of(new().send(&TestRequest::get("/health")));
    assert_eq!(open.header("server-timing"), "edge;dur=0", "what is open to all does not wait");
    let new = new();
    let text = TestRequest::get("/api/v1/search?q=0123456789");
    let answered = |new: &TestEdge| {
        let before = new.now();
        new.send(&text.clone().bearer("no token"));
        new.now().since(before)
    };
    assert!(answered(&new) >= Duration::from_millis(300));
    assert_eq!(answered(&new), Duration::ZERO);
}

#[test]
fn the_origin_is_asked_when_the_store_has_nothing() {
    let edge = edge();
    origin_has(&edge, 7, 3, &bound(9));
    admits_ten(&edge, "user");
    assert!(!admits_ten(&edge, "user"), "it was asked after the response");
    let other = edge.elsewhere();
    other.release_is(TestReply::unreachable());
    assert!(!admits_ten(&other, "user"), "and the store has it for the others");
    let asked = edge.host.network.take_calls();
    let asked = asked.iter().filter(|call| call.url.ends_with("/GetRelease")).count();
    assert_eq!(asked, 1);
}

#[test]
fn an_origin_that_is_away_is_asked_once_a_minute() {
    let edge = edge();
    edge.release_is(TestReply::unreachable());
    let mut asked = Vec::new();
    for _ in 0..13 {
        admits_ten(&edge, "user");
        edge.host.clock.advance(Duration::from_secs(5));
        let calls = edge.host.network.take_calls();
        asked.push(calls.iter().filter(|call| call.url.ends_with("/GetRelease")).count());
    }
    assert_eq!(asked.iter().sum::<usize>(), 2, "{asked:?}");
}

#[test]
fn the_scheduled_run_asks_the_origin() {
    let edge = edge();
    push(&edge, &standing(5, 1, json!({})));
    origin_has(
        &edge,
        7,
        3,
        &json!({"limits": {"query_bytes": 9}, "sources": {"order": ["kugou"]}}),
    );
    edge.host.clock.run(wasm_shared::schedule::run(&edge.isolate, edge.host.clone()));
    assert!(!admits_ten(&edge, "user"));
    assert_eq!(edge.isolate.settings().sources.order, [Source::Kugou]);
}

#[test]
fn a_browser_of_another_origin_is_answered_by_what_is_published_from_the_first_call_on() {
    let edge = edge();
    let [listed, other] = ["https://app.example", "https://other.example"];
    push(&edge, &standing(5, 1, json!({"web": {"allowed_origins": [listed]}})));
    for (method, path) in [
        ("OPTIONS", "/api/v1/me"),
        ("OPTIONS", "/api/v1/auth/sessions"),
        ("GET", "/.well-known/jwks.json"),
        ("GET", "/api/openapi.json"),
        ("GET", "/api/v1/nothing"),
    ] {
        for (origin, allowed) in [(listed, listed), (other, "")] {
            let request = TestRequest::new(method, path).header("origin", origin);
            let answer = Answer::of(edge.elsewhere().send(&request));
            let told = answer.header("access-control-allow-origin");
            assert_eq!(told, allowed, "{method} {path} of {origin}");
        }
    }
}

#[test]
fn an_isolate_that_is_asked_nothing_that_waits_looks_after_its_answer() {
    let edge = edge();
    push(&edge, &standing(5, 1, bound(9)));
    for request in [TestRequest::get("/health"), TestRequest::new("OPTIONS", "/api/v1/me")] {
        let new = edge.elsewhere();
        new.send(&request);
        assert_eq!(new.isolate.settings().limits.query_bytes, 9, "{request:?}");
    }
}
