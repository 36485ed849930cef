use serde_json::{Value, json};
use wasm_shared::contract::user::v1::{self as user, library_change::Change};

use super::{
    Library, NEW_YEAR_MS, caller, favorite, playlist, playlist_json, snapshot, snapshot_json,
    track_json,
};

fn entry_change(id: &str) -> user::EntryChange {
    let entry = user::PlaylistEntry {
        id: id.into(),
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        added_at_ms: NEW_YEAR_MS,
    };
    user::EntryChange { playlist_id: "p-1".into(), entry: Some(entry), after: "e-0".into() }
}

fn substitution() -> user::Substitution {
    let (track_id, chosen) = ("qq:a".into(), "netease:7".into());
    user::Substitution { track_id, r#use: chosen, updated_at_ms: NEW_YEAR_MS }
}

fn play() -> user::Play {
    user::Play {
        event_id: "e".into(),
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        played_at_ms: NEW_YEAR_MS,
        ..user::Play::default()
    }
}

fn playback() -> user::Playback {
    user::Playback {
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        state: "paused".into(),
        device_id: "tv".into(),
        updated_at_ms: NEW_YEAR_MS,
        ..user::Playback::default()
    }
}

/// Every sort of change, and how it is told.
fn told() -> Vec<(Change, Value)> {
    let at = "2026-01-01T00:00:00.000Z";
    let track = track_json("netease:7");
    vec![
        (
            Change::Favorite(favorite("qq:a")),
            json!({ "kind": "favorite", "favorite": {
                "kind": "track", "id": "qq:a", "snapshot": snapshot_json(), "created_at": at } }),
        ),
        (
            Change::FavoriteDeleted(favorite("qq:b")),
            json!({ "kind": "favorite", "deleted": true,
                "favorite": { "kind": "track", "id": "qq:b" } }),
        ),
        (
            Change::Playlist(playlist("p-1", 3)),
            json!({ "kind": "playlist", "playlist": playlist_json("p-1", 3) }),
        ),
        (
            Change::PlaylistDeleted("p-2".into()),
            json!({ "kind": "playlist", "deleted": true, "playlist": { "id": "p-2" } }),
        ),
        (
            Change::Entry(entry_change("e-1")),
            json!({ "kind": "playlist_entry", "playlist_entry": {
                "playlist_id": "p-1", "after": "e-0",
                "entry": { "id": "e-1", "track": track, "added_at": at } } }),
        ),
        (
            Change::EntryDeleted(entry_change("e-2")),
            json!({ "kind": "playlist_entry", "deleted": true,
                "playlist_entry": { "playlist_id": "p-1", "entry": { "id": "e-2" } } }),
        ),
        (
            Change::Substitution(substitution()),
            json!({ "kind": "substitution", "substitution": {
                "track_id": "qq:a", "use": "netease:7", "updated_at": at } }),
        ),
        (
            Change::SubstitutionDeleted("qq:c".into()),
            json!({ "kind": "substitution", "deleted": true,
                "substitution": { "track_id": "qq:c" } }),
        ),
        (
            Change::Play(play()),
            json!({ "kind": "play", "play": { "event_id": "e", "track": track, "played_at": at,
                "played_ms": 0, "completed": false } }),
        ),
        (Change::PlaysCleared(true), json!({ "kind": "history", "deleted": true })),
        (
            Change::Playback(playback()),
            json!({ "kind": "playback", "playback": { "track": track, "position_ms": 0,
                "state": "paused", "queue": [], "device_id": "tv", "updated_at": at } }),
        ),
    ]
}

#[test]
fn every_sort_of_change_is_told_as_what_it_is_now() {
    let library = Library::new();
    let (changes, expected): (Vec<_>, Vec<_>) = told().into_iter().unzip();
    let revised = |(revision, change)| user::LibraryChange { revision, change: Some(change) };
    let listed = user::ListChangesResponse {
        revision: 20,
        more: true,
        reset: false,
        items: (1..).zip(changes).map(revised).collect(),
        next_cursor: "c".into(),
    };
    library.says("ListChanges", &listed);
    let answer = library.get("/changes?since=9&limit=50&cursor=b");
    let items: Vec<Value> = (1..)
        .zip(expected)
        .map(|(revision, mut change): (u64, Value)| {
            change["revision"] = revision.into();
            change
        })
        .collect();
    let expected = json!({
        "revision": 20, "more": true, "reset": false, "next_cursor": "c", "items": items,
    });
    assert_eq!((answer.status, &answer.json), (200, &expected));
    let expected =
        user::ListChangesRequest { caller: caller(), since: 9, limit: 50, cursor: "b".into() };
    assert_eq!(library.asked_once::<user::ListChangesRequest>("ListChanges"), expected);
}

#[test]
fn a_device_that_was_away_too_long_begins_anew() {
    let library = Library::new();
    let reset = user::ListChangesResponse { revision: 5, reset: true, ..Default::default() };
    library.says("ListChanges", &reset);
    let answer = library.get("/changes");
    let expected = json!({
        "revision": 5, "more": false, "reset": true, "next_cursor": null, "items": [],
    });
    assert_eq!(answer.json, expected);
    assert_eq!(library.asked_once::<user::ListChangesRequest>("ListChanges").since, 0);
}
