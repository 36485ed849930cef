//! Sources and a store that are slow, and what the breaker makes of them.

use std::time::Duration;

use crate::{
    edge::TestEdge,
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
