//! What could be played in place of a track, through the whole router.

use std::time::Duration;

use serde_json::Value;

use crate::{
    catalogue_shelves::{Shelves, Song, song},
    edge::{Answer, TestEdge},
    sources::Mood,
};

fn alternatives(edge: &TestEdge) -> Answer {
    edge.get("/api/v1/tracks/netease%3A1/alternatives")
}

/// Source, title and whether it is the same recording, of each item.
fn items(json: &Value) -> Vec<(String, String, bool)> {
    let items = json["items"].as_array().unwrap().iter();
    let text = |item: &Value| item.as_str().unwrap().to_owned();
    items
        .map(|item| {
            let track = &item["track"];
            let same = item["same_recording"].as_bool().unwrap();
            (text(&track["source"]), text(&track["title"]), same)
        })
        .collect()
}

fn shelves() -> Shelves {
    let shelves = Shelves::empty();
    shelves.netease.put([
        song(2, "茉莉花 (伴奏)"),
        song(1, "茉莉花"),
        Song { duration_ms: 190_000, ..song(3, "茉莉花") },
        song(9, "茉莉花开的时候"),
    ]);
    shelves.kugou.put([
        song(4, "茉莉花 (Live)"),
        Song { duration_ms: 183_000, ..song(5, "茉莉花") },
        Song { artist: "别的人", ..song(6, "茉莉花") },
    ]);
    shelves
}

#[test]
fn the_same_recording_stands_before_other_versions() {
    let edge = shelves().edge();
    let answer = alternatives(&edge);
    assert_eq!((answer.status, answer.header("x-cache")), (200, "miss"));
    let found = items(&answer.json);
    let row = |source: &str, title: &str, same| (source.to_owned(), title.to_owned(), same);
    assert_eq!(
        found[..3],
        [
            row("netease", "茉莉花", true),
            row("kugou", "茉莉花", true),
            row("netease", "茉莉花", true)
        ]
    );
    assert_eq!(answer.json["items"][0]["track"]["id"], "netease:1", "the track itself");
    assert_eq!(answer.json["items"][2]["track"]["id"], "netease:3");
    for other in ["茉莉花 (伴奏)", "茉莉花 (Live)"] {
        assert!(found[3..].iter().any(|(_, title, same)| title == other && !same), "{found:?}");
    }
    assert!(
        !found.iter().any(|(_, title, _)| title == "茉莉花开的时候"),
        "another song: {found:?}"
    );
    let scores: Vec<f64> = answer.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["score"].as_f64().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|left, right| left >= right), "{scores:?}");
    assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
    for item in answer.json["items"].as_array().unwrap() {
        assert!(!item["reasons"].as_array().unwrap().is_empty(), "{item}");
    }
    assert_eq!(alternatives(&edge).json, answer.json);
    assert_eq!(alternatives(&edge).header("x-cache"), "memory");
}

#[test]
fn an_alternative_can_be_played_at_once() {
    let edge = shelves().edge();
    let answer = alternatives(&edge);
    let id = answer.json["items"][1]["track"]["id"].as_str().unwrap().replace(':', "%3A");
    assert_eq!(edge.get(&format!("/api/v1/tracks/{id}")).header("x-cache"), "memory");
}

#[test]
fn a_source_that_fails_is_named_and_asked_again_soon() {
    let shelves = shelves();
    shelves.kugou.mood.set(Mood::Failing);
    let edge = shelves.edge();
    let answer = alternatives(&edge);
    assert_eq!(answer.status, 200);
    assert!(items(&answer.json).iter().all(|(source, ..)| source == "netease"));
    assert_eq!(answer.json["sources"][1]["outcome"], "upstream_error");
    shelves.kugou.mood.set(Mood::Good);
    assert_eq!(alternatives(&edge).header("x-cache"), "memory");
    edge.host.clock.advance(Duration::from_secs(31));
    let whole = alternatives(&edge);
    assert!(items(&whole.json).iter().any(|(source, ..)| source == "kugou"));
}

#[test]
fn with_every_source_down_they_are_old_or_unavailable() {
    let shelves = shelves();
    let edge = shelves.edge();
    let whole = alternatives(&edge);
    edge.get("/api/v1/tracks/netease%3A3");
    shelves.set_all(Mood::Hanging);
    edge.host.clock.advance(Duration::from_mins(10));
    let old = alternatives(&edge);
    assert_eq!((old.header("x-cache"), &old.json), ("stale", &whole.json));
    let other = edge.get("/api/v1/tracks/netease%3A3/alternatives");
    assert_eq!((other.status, other.code()), (503, "sources_unavailable"));
    assert_eq!(other.json["sources"].as_array().unwrap().len(), 2);
}
