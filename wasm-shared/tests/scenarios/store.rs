//! What goes into the key-value store, which is billed and bounded by the write.

use std::time::Duration;

use wasm_shared::{ports::Timestamp, settings::Lifetime};

use crate::{
    edge::TestEdge,
    sources::{Moods, settings},
};

fn edge(search: Lifetime) -> TestEdge {
    let mut settings = settings();
    settings.cache.search = search;
    let moods = Moods::good();
    TestEdge::new(settings, move |request| moods.answer(request))
}

/// Writes of searches, each with its moment.
fn writes(edge: &TestEdge) -> Vec<(String, Timestamp)> {
    edge.host.store.take_writes().into_iter().filter(|(key, _)| key.contains("search")).collect()
}

#[test]
fn what_nobody_asks_for_twice_is_not_stored() {
    let edge = edge(Lifetime { fresh_s: 600, revalidate_s: 0, stale_s: 3_600 });
    for number in 0..200 {
        assert_eq!(edge.get(&format!("/api/v1/search?q=once{number}")).status, 200);
    }
    assert_eq!(writes(&edge), []);
    for _ in 0..5 {
        edge.get("/api/v1/search?q=once7");
    }
    assert_eq!(writes(&edge).len(), 1, "one write for what is asked again, however often");
}

#[test]
fn where_memory_is_brief_the_store_has_what_was_asked_for_once() {
    let mut edge = edge(Lifetime { fresh_s: 600, revalidate_s: 0, stale_s: 3_600 });
    edge.store_at_once();
    assert_eq!(edge.get("/api/v1/search?q=once").header("x-cache"), "miss");
    edge.restart();
    assert_eq!(edge.get("/api/v1/search?q=once").header("x-cache"), "kv");
    assert_eq!(writes(&edge).len(), 1);
}

/// A list brings each track's data along, which is kept for whoever plays one.
#[test]
fn what_came_along_with_a_list_is_not_stored_before_it_is_asked_for_twice() {
    let edge = edge(Lifetime { fresh_s: 600, revalidate_s: 0, stale_s: 3_600 });
    let found = edge.get("/api/v1/search?q=once").json;
    let ids: Vec<_> = found["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
    assert!(!ids.is_empty());
    let ask = || {
        for id in &ids {
            let id = id.as_str().unwrap().replace(':', "%3A");
            assert_eq!(edge.get(&format!("/api/v1/tracks/{id}")).status, 200);
        }
        let writes = edge.host.store.take_writes();
        writes.iter().filter(|(key, _)| key.contains("detail")).count()
    };
    assert_eq!((ask(), ask(), ask()), (0, ids.len(), 0));
}

#[test]
fn a_key_is_written_once_a_minute_at_most() {
    let edge = edge(Lifetime { fresh_s: 2, revalidate_s: 2, stale_s: 3_600 });
    for _ in 0..600 {
        assert_eq!(edge.get("/api/v1/search?q=often").status, 200);
        edge.host.clock.advance(Duration::from_secs(1));
    }
    let times: Vec<_> = writes(&edge).into_iter().map(|(_, at)| at).collect();
    assert!(times.len() >= 8, "the copy is kept young: {} writes in ten minutes", times.len());
    for pair in times.windows(2) {
        assert!(pair[1].since(pair[0]) >= Duration::from_mins(1), "{pair:?}");
    }
}
