use serde_json::{Value, json};
use wasm_shared::contract::user::v1 as user;

use super::{Library, NEW_YEAR_MS, change, page, snapshot, track_json};

fn play(event_id: &str) -> user::Play {
    user::Play {
        event_id: event_id.into(),
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        played_at_ms: NEW_YEAR_MS,
        played_ms: 90_000,
        completed: true,
    }
}

fn play_json(event_id: &str) -> Value {
    json!({
        "event_id": event_id, "track": track_json("netease:7"),
        "played_at": "2026-01-01T00:00:00.000Z", "played_ms": 90_000, "completed": true,
    })
}

#[test]
fn plays_are_told_and_listed() {
    let library = Library::new();
    let added = user::AddPlaysResponse { revision: 2, accepted: 1, duplicates: 1 };
    library.says("AddPlays", &added);
    let body = json!({ "items": [play_json("e1"), play_json("e1")] });
    let answer = library.send("POST", "/history", &body);
    assert_eq!((answer.status, answer.json), (200, json!({ "accepted": 1, "duplicates": 1 })));
    let expected = user::AddPlaysRequest { change: change(), items: vec![play("e1"), play("e1")] };
    assert_eq!(library.asked_once::<user::AddPlaysRequest>("AddPlays"), expected);

    let listed = user::ListPlaysResponse {
        revision: 2,
        items: vec![play("e1")],
        ..user::ListPlaysResponse::default()
    };
    library.says("ListPlays", &listed);
    let answer = library.get("/history?limit=100");
    assert_eq!(answer.json, json!({ "items": [play_json("e1")], "next_cursor": null }));
    assert_eq!(library.asked_once::<user::ListPlaysRequest>("ListPlays").page, page(100, ""));
}

#[test]
fn recent_tracks_have_their_progress() {
    let library = Library::new();
    let recent = user::RecentTrack {
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        last_played_at_ms: NEW_YEAR_MS,
        progress_ms: 90_000,
        completed: false,
        play_count: 3,
    };
    let listed = user::ListRecentTracksResponse {
        revision: 2,
        items: vec![recent],
        ..user::ListRecentTracksResponse::default()
    };
    library.says("ListRecentTracks", &listed);
    let expected = json!({
        "track": track_json("netease:7"), "last_played_at": "2026-01-01T00:00:00.000Z",
        "progress_ms": 90_000, "completed": false, "play_count": 3,
    });
    let answer = library.get("/history/recent");
    assert_eq!(answer.json, json!({ "items": [expected], "next_cursor": null }));
}

#[test]
fn all_of_it_is_cleared() {
    let library = Library::new();
    library.says("ClearPlays", &user::ClearPlaysResponse { revision: 3 });
    assert_eq!(library.send("DELETE", "/history", &Value::Null).status, 204);
    assert_eq!(library.asked_once::<user::ClearPlaysRequest>("ClearPlays").change, change());
}
