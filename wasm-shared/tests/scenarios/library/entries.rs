use serde_json::{Value, json};
use wasm_shared::contract::user::v1 as user;

use super::{
    Library, NEW_YEAR_MS, caller, change, page, playlist, playlist_json, snapshot, track_json,
};
use crate::edge::Answer;

fn entry(id: &str) -> user::PlaylistEntry {
    user::PlaylistEntry {
        id: id.into(),
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        added_at_ms: NEW_YEAR_MS,
    }
}

fn entry_json(id: &str) -> Value {
    json!({ "id": id, "track": track_json("netease:7"), "added_at": "2026-01-01T00:00:00.000Z" })
}

#[test]
fn tracks_are_added_where_they_are_wanted() {
    let library = Library::new();
    let added = user::AddPlaylistEntriesResponse {
        revision: 2,
        playlist: Some(playlist("p-1", 2)),
        items: vec![entry("e-1")],
    };
    library.says("AddPlaylistEntries", &added);
    for (after, expected) in [
        (Value::Null, None),
        (json!(""), Some(String::new())),
        (json!("e-0"), Some("e-0".to_owned())),
    ] {
        let body = json!({ "items": [{ "track": track_json("netease:7") }], "after": after });
        let answer = library.send("POST", "/playlists/p-1/tracks", &body);
        assert_eq!((answer.status, answer.header("etag")), (201, "\"2\""));
        let playlist = playlist_json("p-1", 2);
        assert_eq!(answer.json, json!({ "items": [entry_json("e-1")], "playlist": playlist }));
        let new = user::NewEntry { track_id: "netease:7".into(), snapshot: snapshot() };
        let expected = user::AddPlaylistEntriesRequest {
            change: change(),
            playlist_id: "p-1".into(),
            items: vec![new],
            after: expected,
            if_version: None,
        };
        assert_eq!(
            library.asked_once::<user::AddPlaylistEntriesRequest>("AddPlaylistEntries"),
            expected
        );
    }
    library.refuses("AddPlaylistEntries", 9, "playlist_full");
    let body = json!({ "items": [{ "track": track_json("netease:7") }] });
    assert_eq!(library.send("POST", "/playlists/p-1/tracks", &body).code(), "playlist_full");
}

#[test]
fn entries_of_an_old_version_are_not_changed() {
    let library = Library::new();
    let track = json!({ "items": [{ "track": track_json("netease:7") }] });
    let after = json!({ "after": "" });
    let change = |method: &str, path: &str, body: &Value| {
        let request = library.request(method, path, body).header("if-match", "\"3\"");
        let answer = Answer::of(library.edge.send(&request));
        assert_eq!((answer.status, answer.code()), (412, "version_conflict"), "{method} {path}");
    };
    for procedure in ["AddPlaylistEntries", "DeletePlaylistEntry", "MovePlaylistEntry"] {
        library.refuses(procedure, 9, "version_conflict");
    }
    change("POST", "/playlists/p-1/tracks", &track);
    let asked: user::AddPlaylistEntriesRequest = library.asked_once("AddPlaylistEntries");
    assert_eq!(asked.if_version, Some(3));
    change("DELETE", "/playlists/p-1/tracks/e-2", &Value::Null);
    let asked: user::DeletePlaylistEntryRequest = library.asked_once("DeletePlaylistEntry");
    assert_eq!(asked.if_version, Some(3));
    change("POST", "/playlists/p-1/tracks/e-2/move", &after);
    let asked: user::MovePlaylistEntryRequest = library.asked_once("MovePlaylistEntry");
    assert_eq!(asked.if_version, Some(3));
}

#[test]
fn entries_are_listed_with_the_version() {
    let library = Library::new();
    let listed = user::ListPlaylistEntriesResponse {
        revision: 3,
        items: vec![entry("e-1"), entry("e-2")],
        next_cursor: "c".into(),
        version: 2,
        ..user::ListPlaylistEntriesResponse::default()
    };
    library.says("ListPlaylistEntries", &listed);
    let answer = library.get("/playlists/p-1/tracks?limit=2");
    let items = [entry_json("e-1"), entry_json("e-2")];
    assert_eq!(answer.json, json!({ "items": items, "next_cursor": "c", "version": 2 }));
    let expected = user::ListPlaylistEntriesRequest {
        caller: caller(),
        playlist_id: "p-1".into(),
        page: page(2, ""),
        known_revision: None,
    };
    let asked: user::ListPlaylistEntriesRequest = library.asked_once("ListPlaylistEntries");
    assert_eq!(asked, expected);
}

#[test]
fn one_is_moved_and_one_is_taken_away() {
    let library = Library::new();
    let moved = user::MovePlaylistEntryResponse { revision: 4, playlist: Some(playlist("p-1", 3)) };
    library.says("MovePlaylistEntry", &moved);
    let answer = library.send("POST", "/playlists/p-1/tracks/e-2/move", &json!({ "after": "e-1" }));
    assert_eq!((answer.status, &answer.json), (200, &playlist_json("p-1", 3)));
    assert_eq!(answer.header("etag"), "\"3\"");
    let expected = user::MovePlaylistEntryRequest {
        change: change(),
        playlist_id: "p-1".into(),
        entry_id: "e-2".into(),
        after: "e-1".into(),
        if_version: None,
    };
    assert_eq!(library.asked_once::<user::MovePlaylistEntryRequest>("MovePlaylistEntry"), expected);

    let deleted =
        user::DeletePlaylistEntryResponse { revision: 5, playlist: Some(playlist("p-1", 4)) };
    library.says("DeletePlaylistEntry", &deleted);
    let answer = library.send("DELETE", "/playlists/p-1/tracks/e-2", &Value::Null);
    assert_eq!((answer.status, answer.header("etag")), (204, "\"4\""));
    let asked: user::DeletePlaylistEntryRequest = library.asked_once("DeletePlaylistEntry");
    assert_eq!((asked.playlist_id.as_str(), asked.entry_id.as_str()), ("p-1", "e-2"));
}
