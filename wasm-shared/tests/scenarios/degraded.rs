//! Sources and a store that are slow, and what the breaker makes of them.

use std::{
    future::{Future as _, poll_fn},
    task::Poll,
    time::Duration,
};

use serde_json::json;
use wasm_shared::{http, testing::TestRequest};

use crate::{
    edge::{Answer, TestEdge},
    sources::{Mood, Moods, settings},
};

fn edge(moods: &Moods) -> TestEdge {
    let moods = moods.clone();
    TestEdge::new(settings(), move |request| moods.answer(request))
}

/// The outcome of the first source in a new search.
fn first_outcome(edge: &TestEdge, text: &str) -> String {
    let answer = edge.get(&format!("/api/v1/search?q={text}"));
    answer.json["sources"][0]["outcome"].as_str().unwrap_or_default().to_owned()
}

/// Enough searches for what is usual to be known.
fn grow_used_to(edge: &TestEdge) {
    for number in 0..40 {
        assert_eq!(first_outcome(edge, &format!("usual{number}")), "ok");
    }
}

#[test]
fn a_source_that_is_always_overtaken_sooner_than_the_settings_say_is_left_alone_too() {
    let moods = Moods::good();
    let edge = edge(&moods);
    grow_used_to(&edge);
    moods.netease.set(Mood::Hanging);
    for number in 0..3 {
        let before = edge.now();
        assert_eq!(first_outcome(&edge, &format!("hanging{number}")), "timeout");
        assert!(edge.now().since(before) < Duration::from_millis(600));
    }
    assert_eq!(first_outcome(&edge, "open"), "breaker_open");
}

#[test]
fn a_source_that_has_become_slower_is_waited_for_again() {
    let moods = Moods::good();
    let edge = edge(&moods);
    grow_used_to(&edge);
    moods.netease.set(Mood::Slow(280));
    moods.kugou.set(Mood::Slow(20));
    let outcomes: Vec<_> = (0..40)
        .map(|number| {
            edge.host.clock.advance(Duration::from_secs(5));
            first_outcome(&edge, &format!("slower{number}"))
        })
        .collect();
    assert_eq!(outcomes[0], "timeout", "{outcomes:?}");
    assert!(outcomes[30..].iter().all(|outcome| outcome == "ok"), "{outcomes:?}");
}

#[test]
fn the_call_that_opens_the_breaker_is_told_by_its_own_outcome() {
    let moods = Moods::good();
    moods.netease.set(Mood::Failing);
    let edge = edge(&moods);
    // Each is tried twice, and the third fault opens it.
    let outcomes: Vec<_> =
        (0..3).map(|number| first_outcome(&edge, &format!("failing{number}"))).collect();
    assert_eq!(outcomes, ["upstream_error", "upstream_error", "breaker_open"]);
}

#[test]
fn what_the_store_took_is_a_part_of_the_deadline() {
    let moods = Moods::good();
    let edge = edge(&moods);
    // With this the keys are known, which are stored after the response.
    edge.get("/api/v1/search?q=first");
    moods.set_all(Mood::Hanging);
    edge.host.store.slow(Duration::from_secs(30));
    let late = edge.get("/api/v1/search?q=late");
    assert_eq!(late.status, 503);
    let took = late.header("server-timing").strip_prefix("edge;dur=").unwrap();
    assert!(took.parse::<u64>().unwrap() <= settings().chain.deadline_ms, "{took} ms");
}

const SEARCH: &str = "/api/v1/search?q=%E8%8C%89%E8%8E%89%E8%8A%B1";

/// Time goes by, after which the listener's token version is known again.
fn pass(edge: &TestEdge, time: Duration) {
    edge.host.clock.advance(time);
    edge.get("/api/v1/sources");
}

/// A request that is begun and then left where it is, as a host leaves it when its listener hangs up:
/// neither driven on nor dropped.
fn hang_up(edge: &TestEdge) {
    let request = TestRequest::get(SEARCH).bearer(&edge.token());
    let mut left = Box::pin(http::handle(&edge.isolate, edge.host.clone(), &request));
    let begun = poll_fn(|context| Poll::Ready(left.as_mut().poll(context).is_pending()));
    assert!(edge.host.clock.run(begun), "it waits for a source");
    // Its mark must not be released by a drop.
    std::mem::forget(left);
}

#[test]
fn a_listener_who_hangs_up_keeps_nobody_from_a_new_answer() {
    let moods = Moods::good();
    let edge = edge(&moods);
    edge.get(SEARCH);
    pass(&edge, Duration::from_mins(10));
    moods.netease.set(Mood::Hanging);
    hang_up(&edge);
    moods.netease.set(Mood::Good);
    assert_eq!(edge.get(SEARCH).header("x-cache"), "stale", "it may yet come");
    edge.host.clock.advance(Duration::from_millis(settings().chain.deadline_ms + 2_000));
    assert_eq!(edge.get(SEARCH).header("x-cache"), "miss");
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
}

/// One source fails, the other has nothing: less is known than with both of them down.
#[test]
fn an_old_answer_is_better_than_none_that_may_be_wrong() {
    let moods = Moods::good();
    let edge = edge(&moods);
    edge.get(SEARCH);
    moods.netease.set(Mood::Failing);
    moods.kugou.set(Mood::Empty);
    for pause in [Duration::from_secs(70), Duration::from_secs(1), Duration::from_mins(10)] {
        edge.host.clock.advance(pause);
        let old = edge.get(SEARCH);
        assert_eq!((old.status, old.header("x-cache")), (200, "stale"), "{pause:?}");
        assert_eq!(old.json["items"][0]["title"], "茉莉花", "{pause:?}");
    }
    edge.host.clock.advance(Duration::from_hours(1));
    let none = edge.get(SEARCH);
    assert_eq!((none.header("x-cache"), &none.json["items"]), ("miss", &json!([])));
}

#[test]
fn a_slow_store_does_not_hold_up_an_old_answer_in_memory() {
    let moods = Moods::good();
    let edge = edge(&moods);
    edge.get(SEARCH);
    pass(&edge, Duration::from_secs(70));
    edge.host.store.slow(Duration::from_secs(30));
    let took = |answer: Answer| answer.header("server-timing").to_owned();
    let without = took(edge.get("/api/v1/sources"));
    let old = edge.get(SEARCH);
    assert_eq!(old.header("x-cache"), "stale");
    assert_eq!(took(old), without, "no longer than what reads no cache");
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
}

#[test]
fn what_another_isolate_fetched_again_is_taken_from_the_store() {
    let moods = Moods::good();
    let edge = edge(&moods);
    for _ in 0..2 {
        edge.get(SEARCH);
    }
    let elsewhere = edge.elsewhere();
    assert_eq!(elsewhere.get(SEARCH).header("x-cache"), "kv");
    edge.host.clock.advance(Duration::from_secs(70));
    assert_eq!(elsewhere.get(SEARCH).header("x-cache"), "stale");
    edge.host.network.take_calls();
    assert_eq!(edge.get(SEARCH).header("x-cache"), "stale");
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
    assert_eq!(edge.host.network.take_calls().len(), 0);
}
