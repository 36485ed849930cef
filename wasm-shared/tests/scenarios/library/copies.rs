//! Copies of what was read: asked for again each time, sent again only when something changed.

use std::time::Duration;

use serde_json::{Value, json};
use wasm_shared::{
    contract::user::v1 as user,
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use super::{Library, favorites, playlist};
use crate::edge::Answer;

fn unchanged(revision: u64) -> user::ListFavoritesResponse {
    let unchanged = true;
    user::ListFavoritesResponse { revision, unchanged, ..user::ListFavoritesResponse::default() }
}

fn known(library: &Library) -> Option<u64> {
    library.asked_once::<user::ListFavoritesRequest>("ListFavorites").known_revision
}

fn get_as(library: &Library, user_id: &str, tag: &str) -> Answer {
    let request = TestRequest::get("/api/v1/library/favorites");
    let request = request.bearer(&library.edge.token_of(user_id, 1));
    Answer::of(library.edge.send(&request.header("if-none-match", tag)))
}

#[test]
fn a_copy_is_served_while_the_origin_says_that_it_holds() {
    let library = Library::new();
    library.says("ListFavorites", &favorites(7, &["qq:a"]));
    let first = library.get("/favorites");
    assert_eq!((first.header("x-cache"), known(&library)), ("miss", None));
    library.says("ListFavorites", &unchanged(9));
    for _ in 0..2 {
        let again = library.get("/favorites");
        assert_eq!((again.status, again.header("x-cache")), (200, "memory"));
        assert_eq!((&again.json, again.header("etag")), (&first.json, first.header("etag")));
        assert_eq!(known(&library), Some(7));
    }
    library.get("/favorites?limit=5");
    assert_eq!(known(&library), None, "of another part of the list there is none");
}

#[test]
fn a_change_is_seen_with_the_next_read() {
    let library = Library::new();
    library.says("ListFavorites", &favorites(7, &["qq:a"]));
    library.get("/favorites");
    library.says("ListFavorites", &favorites(8, &["qq:b", "qq:a"]));
    let changed = library.get("/favorites");
    assert_eq!(
        (changed.header("x-cache"), &changed.json["items"][0]["id"]),
        ("miss", &json!("qq:b"))
    );
    library.asked::<user::ListFavoritesRequest>("ListFavorites");
    library.get("/favorites");
    assert_eq!(known(&library), Some(8));
}

#[test]
fn who_has_the_list_is_not_sent_it_by_any_isolate() {
    let library = Library::new();
    library.says("ListFavorites", &favorites(7, &["qq:a"]));
    let tag = get_as(&library, "user", "").header("etag").to_owned();
    library.edge.host.network.take_calls();

    let mut elsewhere = Library::new();
    elsewhere.says("ListFavorites", &unchanged(9));
    let held = get_as(&elsewhere, "user", &tag);
    assert_eq!((held.status, held.json), (304, Value::Null));
    assert_eq!(known(&elsewhere), Some(7));
    elsewhere.says("ListFavorites", &favorites(10, &["qq:b"]));
    assert_eq!(get_as(&elsewhere, "user", &tag).status, 200);
    elsewhere.edge.restart();
    elsewhere.says("ListFavorites", &favorites(7, &["qq:a"]));
    assert_eq!(get_as(&elsewhere, "user", &tag).status, 304, "though it was sent");
}

#[test]
fn nobody_is_shown_anothers() {
    let library = Library::new();
    library.says("ListFavorites", &favorites(7, &["qq:a"]));
    let tag = get_as(&library, "one", "").header("etag").to_owned();
    library.edge.host.network.take_calls();
    library.says("ListFavorites", &favorites(7, &["qq:b"]));
    let other = get_as(&library, "other", &tag);
    assert_eq!((other.status, &other.json["items"][0]["id"]), (200, &json!("qq:b")));
    assert_eq!(known(&library), None);
    assert_ne!(other.header("etag"), tag);
    library.is_away("ListFavorites");
    assert_eq!(get_as(&library, "third", "").code(), "origin_unavailable");
    assert_eq!(get_as(&library, "one", "").json["items"][0]["id"], "qq:a");
    let writes = library.edge.host.store.take_writes();
    assert!(writes.iter().all(|(key, _)| !key.contains("library")), "it stays in the isolate");
}

#[test]
fn without_the_origin_reads_are_stale_and_writes_fail() {
    let library = Library::new();
    library.says("ListFavorites", &favorites(7, &["qq:a"]));
    let found = user::GetPlaylistResponse { revision: 1, playlist: Some(playlist("p-1", 4)) };
    library.says("GetPlaylist", &found);
    library.says("ListChanges", &user::ListChangesResponse::default());
    let paths = ["/favorites", "/playlists/p-1"];
    let first = paths.map(|path| library.get(path));
    library.get("/changes");
    for procedure in ["ListFavorites", "GetPlaylist", "ListChanges", "PutFavorite"] {
        library.is_away(procedure);
    }
    for (path, first) in paths.into_iter().zip(first) {
        let stale = library.get(path);
        assert_eq!((stale.status, stale.header("x-cache")), (200, "stale"), "{path}");
        assert_eq!((&stale.json, stale.header("etag")), (&first.json, first.header("etag")));
    }
    let never_read = library.get("/favorites?kind=album");
    assert_eq!((never_read.status, never_read.code()), (503, "origin_unavailable"));
    assert_eq!(library.get("/changes").code(), "origin_unavailable");
    let put = library.send("PUT", "/favorites/track/qq:a", &json!({ "title": "t" }));
    assert_eq!((put.status, put.code()), (503, "origin_unavailable"));
    library.edge.host.clock.advance(Duration::from_hours(25));
    assert_eq!(library.get("/favorites").code(), "origin_unavailable", "a day later");
}

#[test]
fn what_was_deleted_does_not_come_back_when_the_origin_is_away() {
    let library = Library::new();
    let found = user::GetPlaylistResponse { revision: 1, playlist: Some(playlist("p-1", 4)) };
    library.says("GetPlaylist", &found);
    library.get("/playlists/p-1");
    library.refuses("GetPlaylist", 5, "not_found");
    assert_eq!(library.get("/playlists/p-1").code(), "not_found");
    library.is_away("GetPlaylist");
    assert_eq!(library.get("/playlists/p-1").code(), "origin_unavailable");
}

#[test]
fn copies_are_bounded() {
    let mut settings = Settings::default();
    settings.cache.memory_bytes = 20_000;
    let library = Library::with(settings, |request| panic!("unexpected call of {}", request.url));
    library.says("ListFavorites", &favorites(7, &["qq:a"; 10]));
    for number in 1..=100 {
        library.get(&format!("/favorites?limit={number}"));
    }
    library.asked::<user::ListFavoritesRequest>("ListFavorites");
    let held = (1..=100).rev().filter(|number| {
        library.get(&format!("/favorites?limit={number}"));
        known(&library).is_some()
    });
    assert!((1..20).contains(&held.count()));
}

#[test]
fn an_answer_that_is_none_is_no_answer() {
    let library = Library::new();
    let odd = crate::edge::grpc_ok(&[0xff, 0xff]);
    library.replies.borrow_mut().insert("ListFavorites", TestReply::new(200, odd.clone()));
    library.replies.borrow_mut().insert("PutFavorite", TestReply::new(200, odd));
    assert_eq!(library.get("/favorites").code(), "origin_unavailable");
    let put = library.send("PUT", "/favorites/track/qq:a", &json!({ "title": "t" }));
    assert_eq!(put.code(), "origin_unavailable");
    library.says("ListFavorites", &unchanged(1));
    assert_eq!(library.get("/favorites").code(), "origin_unavailable", "of no copy");
    let log = library.edge.host.log_lines().join("\n");
    assert!(log.contains("library.answer") && log.contains("ListFavorites"), "{log}");
}
