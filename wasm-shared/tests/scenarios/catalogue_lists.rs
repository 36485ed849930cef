//! Searches of every kind, suggestions, collections and charts through the whole router.

use std::time::Duration;

use serde_json::{Value, json};
use wasm_shared::{
    catalog::{
        model::Source,
        sources::{Operation, operations},
    },
    testing::TestRequest,
};

use crate::{
    catalogue_shelves::{Shelves, song},
    edge::{Answer, TestEdge},
    sources::Mood,
};

/// The titles of numbered songs.
fn numbered(count: u64) -> impl Iterator<Item = crate::catalogue_shelves::Song> {
    (1..=count).map(|number| song(number, &format!("song {number:03}")))
}

fn strings(items: &Value, field: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items.map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

/// Every page of a list from `target` on, and how many pages it took. `list` finds the list in an
/// answer.
fn all_pages(
    edge: &TestEdge,
    target: &str,
    list: impl Fn(&Value) -> &Value,
) -> (Vec<Value>, usize) {
    let mut items = Vec::new();
    let mut next = target.to_owned();
    for pages in 1..=50 {
        let answer = edge.get(&next);
        assert_eq!(answer.status, 200, "{next}: {}", answer.json);
        let page = list(&answer.json);
        items.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else { return (items, pages) };
        let separator = if target.contains('?') { '&' } else { '?' };
        next = format!("{target}{separator}cursor={cursor}");
    }
    panic!("the list has no end");
}

fn distinct_ids(items: &[Value]) -> usize {
    let ids: std::collections::HashSet<_> =
        items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    ids.len()
}

#[test]
fn a_search_pages_to_its_end_with_the_limit_it_began_with() {
    let shelves = Shelves::empty();
    shelves.netease.put(numbered(45));
    let edge = shelves.edge();
    let (items, pages) = all_pages(&edge, "/api/v1/search?q=song&limit=10", |json| json);
    assert_eq!((items.len(), distinct_ids(&items), pages), (45, 45, 5));
    let first = edge.get("/api/v1/search?q=song&limit=10");
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let unsaid = edge.get(&format!("/api/v1/search?q=song&cursor={cursor}"));
    assert_eq!(unsaid.json["items"].as_array().unwrap().len(), 10, "the cursor brings its limit");
    assert_eq!(unsaid.json["items"][0]["title"], "song 011");
}

#[test]
fn albums_artists_and_playlists_are_found_by_their_own_kind() {
    let shelves = Shelves::empty();
    shelves.netease.lists.borrow_mut().extend([(5, "江南集"), (6, "江南人"), (7, "别的")]);
    let edge = shelves.edge();
    for kind in ["album", "artist", "playlist"] {
        let target = format!("/api/v1/search?q=%E6%B1%9F%E5%8D%97&type={kind}");
        let answer = edge.get(&target);
        assert_eq!((answer.status, answer.header("x-source")), (200, "netease"), "{kind}");
        assert_eq!(strings(&answer.json["items"], "id"), ["netease:5", "netease:6"], "{kind}");
        assert_eq!(answer.json["items"][0]["name"], "江南集");
        assert_eq!(edge.get(&target).header("x-cache"), "memory");
    }
    let calls = edge.host.network.take_calls();
    let asked = calls.iter().filter(|call| call.url.contains("cloudsearch")).count();
    assert_eq!(asked, 3, "each kind is kept by itself");
}

#[test]
fn what_a_source_cannot_is_not_asked_of_it() {
    let kinds = [
        ("album", Operation::SearchAlbums),
        ("artist", Operation::SearchArtists),
        ("playlist", Operation::SearchPlaylists),
    ];
    let searches =
        kinds.map(|(kind, operation)| (format!("/api/v1/search?q=a&type={kind}"), operation));
    let others = [
        ("/api/v1/search/suggestions?q=a".to_owned(), Operation::Suggestions),
        ("/api/v1/charts?a".to_owned(), Operation::Charts),
    ];
    let edge = Shelves::empty().edge();
    let mut lacking = 0;
    for (target, operation) in searches.into_iter().chain(others) {
        for source in Source::ALL {
            if !operations(source).contains(&operation) {
                let answer = edge.get(&format!("{target}&source={source}"));
                assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{target}");
                assert!(answer.json["fields"]["source"].is_string(), "{target} {source}");
                lacking += 1;
            }
        }
    }
    assert!(lacking > 0, "no source lacks anything: this test has no case left");
    let status = edge.get("/api/v1/sources").json;
    for item in status["items"].as_array().unwrap() {
        let source = Source::parse(item["source"].as_str().unwrap()).unwrap();
        let said = item["operations"].as_array().unwrap().len();
        assert_eq!(said, operations(source).len(), "{source}");
    }
}

#[test]
fn what_is_known_in_simplified_characters_alone_is_found_by_traditional_ones() {
    let shelves = Shelves::empty();
    shelves.netease.put((1..=30).map(|number| song(number, &format!("后来 {number}"))));
    let edge = shelves.edge();
    // 後來
    let target = "/api/v1/search?q=%E5%BE%8C%E4%BE%86&source=netease&limit=10";
    let (items, pages) = all_pages(&edge, target, |json| json);
    assert_eq!((items.len(), distinct_ids(&items), pages), (30, 30, 4));
    let calls = edge.host.network.take_calls();
    let calls = calls.iter().filter(|call| call.url.contains("cloudsearch")).count();
    assert_eq!(calls, 5, "only the first page looks for both");

    shelves.netease.songs.borrow_mut().clear();
    let answer = edge.get("/api/v1/search?q=nothing&source=netease");
    assert_eq!(answer.json["items"], json!([]));
    let calls = edge.host.network.take_calls();
    let calls = calls.iter().filter(|call| call.url.contains("cloudsearch")).count();
    assert_eq!(calls, 1, "a text that is simplified already is not asked for twice");
}

#[test]
fn that_nobody_has_it_is_not_believed_while_one_could_not_be_asked() {
    let shelves = Shelves::empty();
    shelves.kugou.mood.set(Mood::Failing);
    let edge = shelves.edge();
    assert_eq!(edge.get("/api/v1/search?q=song").json["items"], json!([]));
    shelves.kugou.mood.set(Mood::Good);
    shelves.kugou.put([song(1, "song")]);
    assert_eq!(edge.get("/api/v1/search?q=song").json["items"][0]["source"], "kugou");
}

#[test]
fn suggestions_are_those_of_the_first_source_that_has_some() {
    let shelves = Shelves::empty();
    shelves.kugou.suggestions.borrow_mut().extend(["茉莉花", "茉莉", "茉莉花"]);
    let edge = shelves.edge();
    let target = "/api/v1/search/suggestions?q=%E8%8C%89";
    let answer = edge.get(target);
    assert_eq!((answer.status, answer.header("x-source")), (200, "kugou"));
    assert_eq!(answer.json, json!({"items": ["茉莉花", "茉莉"]}));
    assert_eq!(edge.get(target).header("x-cache"), "memory");

    assert_eq!(edge.get(&format!("{target}&source=netease")).json, json!({"items": []}));
    shelves.set_all(Mood::Failing);
    edge.host.clock.advance(Duration::from_mins(15));
    assert_eq!(edge.get(target).header("x-cache"), "stale");
    let other = edge.get("/api/v1/search/suggestions?q=b");
    assert_eq!((other.status, other.code()), (503, "sources_unavailable"));
}

#[test]
fn a_collection_is_opened_and_its_tracks_page_to_the_end() {
    let shelves = Shelves::empty();
    shelves.netease.put(numbered(45));
    shelves.netease.lists.borrow_mut().push((5, "民歌集"));
    let edge = shelves.edge();
    for path in ["albums", "artists", "catalog/playlists", "charts"] {
        let target = format!("/api/v1/{path}/netease%3A5?limit=20");
        let answer = edge.get(&target);
        assert_eq!((answer.status, answer.header("x-source")), (200, "netease"), "{path}");
        assert_eq!(
            (&answer.json["id"], &answer.json["name"]),
            (&json!("netease:5"), &json!("民歌集"))
        );
        assert_eq!(answer.json["tracks"]["items"][0]["id"], "netease:1");
        let (items, pages) = all_pages(&edge, &target, |json| &json["tracks"]);
        assert_eq!((items.len(), distinct_ids(&items), pages), (45, 45, 3), "{path}");
        assert_eq!(edge.get(&target).header("x-cache"), "memory");
        let request = TestRequest::get(&target).bearer(&edge.token());
        let again = Answer::of(edge.send(&request.header("if-none-match", answer.header("etag"))));
        assert_eq!(again.status, 304, "{path}");
    }
    edge.host.network.take_calls();
    assert_eq!(edge.get("/api/v1/tracks/netease%3A45").header("x-cache"), "memory");
}

#[test]
fn a_collection_that_is_not_there_is_remembered_and_one_that_cannot_be_asked_for_is_not() {
    let shelves = Shelves::empty();
    let edge = shelves.edge();
    for path in ["albums", "artists", "catalog/playlists", "charts"] {
        let target = format!("/api/v1/{path}/netease%3A5");
        assert_eq!(edge.get(&target).code(), "not_found", "{path}");
        let calls = edge.host.network.take_calls().len();
        assert_eq!(
            (edge.get(&target).code(), edge.host.network.take_calls().len()),
            ("not_found", 0)
        );
        assert!(calls > 0);
    }
    shelves.netease.mood.set(Mood::Failing);
    let target = "/api/v1/albums/netease%3A6";
    let answer = edge.get(target);
    assert_eq!((answer.status, answer.code()), (503, "sources_unavailable"));
    assert_eq!(answer.json["attempts"][0]["outcome"], "upstream_error");
    shelves.netease.mood.set(Mood::Good);
    shelves.netease.lists.borrow_mut().push((6, "民歌集"));
    assert_eq!(edge.get(target).status, 200);
}

#[test]
fn a_chart_is_served_old_when_its_source_fails() {
    let shelves = Shelves::empty();
    shelves.netease.put(numbered(3));
    shelves.netease.lists.borrow_mut().push((5, "热歌榜"));
    let edge = shelves.edge();
    let target = "/api/v1/charts/netease%3A5";
    let fresh = edge.get(target);
    shelves.set_all(Mood::Failing);
    edge.host.clock.advance(Duration::from_hours(5));
    let old = edge.get(target);
    assert_eq!((old.status, old.header("x-cache")), (200, "stale"));
    assert_eq!(old.json, fresh.json);
    assert_eq!(edge.get("/api/v1/charts/netease%3A6").code(), "sources_unavailable");
}

#[test]
fn charts_of_every_source_stand_in_order_and_page_over_sources() {
    let shelves = Shelves::empty();
    shelves.netease.lists.borrow_mut().extend((1..=7).map(|id| (id, "榜")));
    shelves.kugou.lists.borrow_mut().extend((1..=5).map(|id| (id, "榜")));
    let edge = shelves.edge();
    let whole = edge.get("/api/v1/charts");
    assert_eq!((whole.status, whole.header("x-cache")), (200, "miss"));
    let expected: Vec<_> = (1..=7)
        .map(|id| format!("netease:{id}"))
        .chain((1..=5).map(|id| format!("kugou:{id}")))
        .collect();
    assert_eq!(strings(&whole.json["items"], "id"), expected);
    assert_eq!(strings(&whole.json["sources"], "outcome"), ["ok", "ok"]);
    let (items, pages) = all_pages(&edge, "/api/v1/charts?limit=5", |json| json);
    assert_eq!((strings(&Value::from(items), "id"), pages), (expected, 3));

    let again = edge.get("/api/v1/charts");
    assert_eq!((again.header("x-cache"), again.header("etag")), ("memory", whole.header("etag")));
    let one = edge.get("/api/v1/charts?source=kugou");
    assert_eq!(strings(&one.json["sources"], "source"), ["kugou"]);
    assert_eq!(one.json["items"].as_array().unwrap().len(), 5);
}

#[test]
fn charts_of_a_source_that_fails_are_named_or_old() {
    let shelves = Shelves::empty();
    shelves.netease.lists.borrow_mut().push((1, "榜"));
    shelves.kugou.lists.borrow_mut().push((2, "榜"));
    shelves.netease.mood.set(Mood::Failing);
    let edge = shelves.edge();
    let answer = edge.get("/api/v1/charts");
    assert_eq!(strings(&answer.json["items"], "id"), ["kugou:2"]);
    assert_eq!(strings(&answer.json["sources"], "outcome"), ["upstream_error", "ok"]);

    shelves.netease.mood.set(Mood::Good);
    edge.host.clock.advance(Duration::from_secs(30));
    let mended = edge.get("/api/v1/charts");
    assert_eq!(strings(&mended.json["items"], "id"), ["netease:1", "kugou:2"]);
    shelves.set_all(Mood::Hanging);
    edge.host.clock.advance(Duration::from_hours(5));
    let old = edge.get("/api/v1/charts");
    assert_eq!((old.header("x-cache"), &old.json["items"]), ("stale", &mended.json["items"]));
    edge.host.clock.advance(Duration::from_hours(24 * 8));
    let gone = edge.get("/api/v1/charts");
    assert_eq!((gone.status, gone.code()), (503, "sources_unavailable"));
    assert_eq!(strings(&gone.json["sources"], "source"), ["netease", "kugou"]);
}

#[test]
fn bad_parameters_of_lists_are_named_and_nobody_is_asked() {
    let edge = Shelves::empty().edge();
    // netease:1:20
    let cursor = "bmV0ZWFzZToxOjIw";
    for (target, field) in [
        ("/api/v1/search/suggestions", "q"),
        ("/api/v1/search/suggestions?q=a%07", "q"),
        ("/api/v1/search/suggestions?q=a&source=spotify", "source"),
        ("/api/v1/albums/7", "id"),
        ("/api/v1/albums/spotify%3A7", "id"),
        ("/api/v1/artists/netease%3A", "id"),
        ("/api/v1/artists/netease%3A..%2F7", "id"),
        ("/api/v1/catalog/playlists/netease%3A%FF", "id"),
        ("/api/v1/charts/netease", "id"),
        ("/api/v1/charts/netease%3A1?limit=0", "limit"),
        ("/api/v1/charts/netease%3A1?limit=101", "limit"),
        ("/api/v1/charts/netease%3A1?cursor=x", "cursor"),
        (&format!("/api/v1/charts/kugou%3A1?cursor={cursor}"), "cursor"),
        (&format!("/api/v1/search?q=a&type=album&source=kugou&cursor={cursor}"), "cursor"),
        (&format!("/api/v1/charts?source=kugou&cursor={cursor}"), "cursor"),
        ("/api/v1/charts?limit=x", "limit"),
        ("/api/v1/charts?source=spotify", "source"),
    ] {
        let answer = edge.get(target);
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{target}");
        assert!(answer.json["fields"][field].is_string(), "{target}: {}", answer.json);
    }
    for (method, target) in [("POST", "/api/v1/charts"), ("DELETE", "/api/v1/albums/netease%3A5")] {
        let request = TestRequest::new(method, target).bearer(&edge.token());
        assert_eq!(Answer::of(edge.send(&request)).status, 405, "{target}");
    }
    let unsigned = Answer::of(edge.send(&TestRequest::get("/api/v1/charts")));
    assert_eq!((unsigned.status, unsigned.code()), (401, "token_missing"));
    let music = |url: &str| url.contains("music.163.com") || url.contains("kugou.com");
    assert!(!edge.host.network.take_calls().iter().any(|call| music(&call.url)));
}
