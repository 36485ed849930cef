//! Searches of all sources in one list, through the whole router.

use std::{collections::HashSet, time::Duration};

use serde_json::{Value, json};

use crate::{
    catalogue_shelves::{Shelves, Song, kugou_hash, song},
    edge::TestEdge,
    sources::{Mood, settings},
};

const MERGED: &str = "/api/v1/search?merge=true&q=song";

/// Source, title and the sources that have it too, of each item.
fn items(json: &Value) -> Vec<String> {
    let items = json["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let also = item["also_on"].as_array().unwrap().iter();
            let also: Vec<_> = also.map(|other| other["source"].as_str().unwrap()).collect();
            let text = |field: &str| item[field].as_str().unwrap().to_owned();
            format!("{} {} [{}]", text("source"), text("title"), also.join(" "))
        })
        .collect()
}

fn outcomes(json: &Value) -> Vec<(&str, &str)> {
    let text = |item: &'_ Value, field: &str| item[field].as_str().unwrap().to_owned().leak();
    let attempts = json["sources"].as_array().unwrap().iter();
    attempts.map(|item| (&*text(item, "source"), &*text(item, "outcome"))).collect()
}

#[test]
fn the_same_recording_is_one_item_and_the_order_is_by_rank() {
    let shelves = Shelves::empty();
    shelves.netease.put([
        song(1, "song alpha"),
        song(2, "song beta"),
        song(3, "song gamma (Live)"),
        Song { duration_ms: 250_000, ..song(4, "song delta") },
    ]);
    shelves.kugou.put([
        Song { duration_ms: 183_000, ..song(5, "Song Beta") },
        song(6, "song gamma"),
        Song { artist: "别的人", ..song(7, "song alpha") },
        song(8, "song delta"),
    ]);
    let edge = shelves.edge();
    let answer = edge.get(MERGED);
    assert_eq!(answer.status, 200);
    let expected = [
        "netease song alpha []",
        // Where Kugou ranks it, as NetEase lists it.
        "netease song beta [kugou]",
        "kugou song gamma []",
        "netease song gamma (Live) []",
        "kugou song alpha []",
        "netease song delta []",
        "kugou song delta []",
    ];
    assert_eq!(items(&answer.json), expected);
    assert_eq!(outcomes(&answer.json), [("netease", "ok"), ("kugou", "ok")]);
    assert_eq!(answer.json["next_cursor"], Value::Null);
    let also = &answer.json["items"][1]["also_on"][0];
    assert_eq!(also["id"], format!("kugou:{}", kugou_hash(5)));
    assert_eq!((&also["availability"], &also["title"]), (&json!("full"), &json!("Song Beta")));
    assert_eq!(also["qualities"][0]["quality"], "standard");
    assert!(also["qualities"][0].get("file").is_none(), "what is for the adapter alone");
    assert_eq!(edge.get(MERGED).header("x-cache"), "memory");
    let plain = edge.get("/api/v1/search?q=song");
    assert!(plain.json["items"][0].get("also_on").is_none(), "a kind of its own");
}

#[test]
fn who_answers_first_does_not_change_the_order() {
    let mut seen = HashSet::new();
    for (netease, kugou) in [(10, 900), (900, 10), (10, 10)] {
        let shelves = Shelves::empty();
        shelves.netease.put((1..=9).map(|id| song(id, &format!("song {id}"))));
        shelves.kugou.put((5..=14).rev().map(|id| song(id, &format!("song {id}"))));
        shelves.netease.mood.set(Mood::Slow(netease));
        shelves.kugou.mood.set(Mood::Slow(kugou));
        let edge = shelves.edge();
        seen.insert(items(&edge.get(MERGED).json));
    }
    assert_eq!(seen.len(), 1);
}

/// Every page of a merged search.
fn all_pages(edge: &TestEdge, target: &str) -> Vec<Value> {
    let mut pages = vec![edge.get(target).json];
    while let Some(cursor) = pages.last().unwrap()["next_cursor"].as_str() {
        let page = edge.get(&format!("{target}&cursor={cursor}"));
        assert_eq!(page.status, 200, "{}", page.json);
        pages.push(page.json);
        assert!(pages.len() < 50, "the list has no end");
    }
    pages
}

/// 45 songs at NetEase, of which Kugou has every third beside 10 of its own.
fn crowded() -> Shelves {
    let shelves = Shelves::empty();
    shelves.netease.put((1..=45).map(|id| song(id, &format!("song {id}"))));
    shelves.kugou.put((1..=15).map(|id| song(id * 3, &format!("song {}", id * 3))));
    shelves.kugou.put((101..=110).map(|id| song(id, &format!("song {id}"))));
    shelves
}

#[test]
fn a_merged_list_pages_to_its_end() {
    let edge = crowded().edge();
    let pages = all_pages(&edge, &format!("{MERGED}&limit=7"));
    assert!(pages.iter().all(|page| page["items"].as_array().unwrap().len() <= 7));
    let items: Vec<_> = pages.iter().flat_map(items).collect();
    let distinct: HashSet<_> = items.iter().collect();
    assert_eq!(distinct.len(), items.len(), "nothing comes twice: {items:?}");
    let of = |source: &str| items.iter().filter(|item| item.contains(source)).count();
    assert_eq!((of("netease song"), of("kugou")), (45, 25));
    let calls = edge.host.network.take_calls();
    let calls = calls.iter().filter(|call| call.url.contains("cloudsearch")).count();
    assert_eq!(calls, 3, "the parts of a batch are not asked for again");
}

#[test]
fn a_page_is_the_same_when_memory_was_lost() {
    let mut edge = crowded().edge();
    let target = format!("{MERGED}&limit=7");
    let kept = all_pages(&edge, &target);
    edge.host.clock.advance(Duration::from_hours(24 * 8));
    for (page, before) in kept.iter().zip(&kept[1..]) {
        edge.restart();
        let cursor = page["next_cursor"].as_str().unwrap();
        let again = edge.get(&format!("{target}&cursor={cursor}"));
        assert_eq!(again.header("x-cache"), "miss");
        assert_eq!(items(&again.json), items(before));
    }
}

#[test]
fn a_source_that_fails_is_named_and_missed_for_a_short_time_only() {
    for mood in [Mood::Failing, Mood::Hanging] {
        let shelves = crowded();
        shelves.kugou.mood.set(mood);
        let edge = shelves.edge();
        edge.get("/api/v1/sources");
        let before = edge.now();
        let partial = edge.get(&format!("{MERGED}&limit=10"));
        assert_eq!((partial.status, partial.header("x-source")), (200, "netease"));
        assert_ne!(outcomes(&partial.json)[1].1, "ok");
        let took = edge.now().since(before).as_millis();
        let bound = u128::from(settings().chain.merge_after_ms);
        assert!(took <= bound, "{mood:?}: {took} ms");
        shelves.kugou.mood.set(Mood::Good);
        assert_eq!(edge.get(&format!("{MERGED}&limit=10")).json, partial.json, "kept briefly");

        // What follows belongs to the list that was shown, and the next batch asks both again.
        let pages = all_pages(&edge, &format!("{MERGED}&limit=10"));
        let shown: Vec<_> = pages.iter().flat_map(items).collect();
        let titles: HashSet<_> = shown.iter().map(|item| item.split('[').next().unwrap()).collect();
        assert_eq!(titles.len(), shown.len(), "{mood:?}: nothing comes twice: {shown:?}");
        assert!(shown.iter().any(|item| item.contains("kugou")), "{mood:?}: {shown:?}");

        edge.host.clock.advance(Duration::from_secs(31));
        let whole = edge.get(&format!("{MERGED}&limit=10"));
        assert_eq!(outcomes(&whole.json), [("netease", "ok"), ("kugou", "ok")], "{mood:?}");
    }
}

#[test]
fn with_every_source_down_what_was_merged_before_is_degraded() {
    let shelves = crowded();
    let edge = shelves.edge();
    let whole = edge.get(MERGED);
    shelves.set_all(Mood::Failing);
    edge.host.clock.advance(Duration::from_mins(10));
    let old = edge.get(MERGED);
    assert_eq!((old.header("x-cache"), &old.json), ("stale", &whole.json));
    let other = edge.get("/api/v1/search?merge=true&q=other");
    assert_eq!((other.status, other.code()), (503, "sources_unavailable"));
    assert_eq!(outcomes(&other.json).len(), 2);
}

#[test]
fn nothing_found_by_anybody_is_an_empty_list() {
    let shelves = Shelves::empty();
    let edge = shelves.edge();
    let answer = edge.get(MERGED);
    assert_eq!((answer.status, &answer.json["items"]), (200, &json!([])));
    assert_eq!(outcomes(&answer.json), [("netease", "empty"), ("kugou", "empty")]);
    shelves.kugou.put([song(1, "song")]);
    assert_eq!(edge.get(MERGED).header("x-cache"), "memory");
    edge.host.clock.advance(Duration::from_secs(31));
    assert_eq!(items(&edge.get(MERGED).json), ["kugou song []"]);
}

#[test]
fn bad_parameters_of_a_merged_search_are_named() {
    let edge = Shelves::empty().edge();
    for (query, field) in [
        ("merge=maybe&q=a", "merge"),
        ("merge=true", "q"),
        ("merge=true&q=a&type=album", "type"),
        ("merge=true&q=a&source=qq", "source"),
        ("merge=true&q=a&limit=0", "limit"),
        // netease:1:20
        ("merge=true&q=a&cursor=bmV0ZWFzZToxOjIw", "cursor"),
        // m:20:0:1:netease:
        ("q=a&cursor=bToyMDowOjE6bmV0ZWFzZTo", "cursor"),
    ] {
        let answer = edge.get(&format!("/api/v1/search?{query}"));
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{query}");
        assert!(answer.json["fields"][field].is_string(), "{query}: {}", answer.json);
    }
    let plain = edge.get("/api/v1/search?merge=false&q=a&type=album&source=netease");
    assert_eq!(plain.status, 200);
}
