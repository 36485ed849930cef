//! What an edge does without being asked.

use std::time::Duration;

use wasm_shared::{schedule, testing::TestReply};

use crate::{
    edge::TestEdge,
    sources::{Mood, Moods, settings},
};

fn edge(moods: &Moods) -> TestEdge {
    let moods = moods.clone();
    TestEdge::new(settings(), move |request| {
        if request.url.contains("/api/toplist") {
            let charts = r#"{"code":200,"list":[{"id":3778678,"name":"热歌榜","trackCount":200}]}"#;
            return TestReply::new(200, charts);
        }
        moods.answer(request)
    })
}

fn run(edge: &TestEdge) {
    edge.host.clock.run(schedule::run(&edge.isolate, edge.host.clone()));
}

#[test]
fn charts_are_at_hand_before_anybody_asks() {
    let mut edge = edge(&Moods::good());
    run(&edge);
    edge.restart();
    edge.host.network.take_calls();
    let charts = edge.get("/api/v1/charts?source=netease");
    assert_eq!((charts.status, charts.header("x-cache")), (200, "kv"), "{}", charts.json);
    assert_eq!(charts.json["items"][0]["name"], "热歌榜");

    edge.host.store.take_writes();
    run(&edge);
    let written = edge.host.store.take_writes();
    assert!(
        !written.iter().any(|(key, _)| key.contains(":charts:")),
        "what is fresh is left alone"
    );
}

#[test]
fn a_source_that_is_back_is_found_out_without_a_listener() {
    let moods = Moods::good();
    moods.netease.set(Mood::Failing);
    let edge = edge(&moods);
    for number in 0..4 {
        edge.get(&format!("/api/v1/search?q={number}"));
    }
    let breaker = || edge.get("/api/v1/sources").json["items"][0]["breaker"].clone();
    assert_eq!(breaker(), "open");
    moods.netease.set(Mood::Good);
    run(&edge);
    assert_eq!(breaker(), "open", "it is not asked before its time");
    edge.host.clock.advance(Duration::from_secs(11));
    run(&edge);
    assert_eq!(breaker(), "closed");
}
