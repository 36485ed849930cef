use serde_json::json;
use wasm_shared::contract::user::v1 as user;

use super::{Library, NEW_YEAR_MS, caller, change, snapshot, track_json};

#[test]
fn what_plays_is_put_by_one_device_and_seen_by_all() {
    let library = Library::new();
    let playback = user::Playback {
        track_id: "netease:7".into(),
        snapshot: snapshot(),
        position_ms: 1_500,
        state: "playing".into(),
        queue: vec!["qq:a".into(), "joox:b+/=".into()],
        device_id: "phone".into(),
        updated_at_ms: NEW_YEAR_MS,
    };
    let put = user::PutPlaybackResponse { revision: 2, playback: Some(playback.clone()) };
    library.says("PutPlayback", &put);
    let mut body = json!({
        "track": track_json("netease:7"), "position_ms": 1_500, "state": "playing",
        "queue": ["qq:a", "joox:b+/="], "device_id": "another's", "updated_at": "later",
    });
    let answer = library.send("PUT", "/playback", &body);
    body["device_id"] = "phone".into();
    body["updated_at"] = "2026-01-01T00:00:00.000Z".into();
    assert_eq!((answer.status, &answer.json), (200, &body));
    let expected = user::PutPlaybackRequest {
        change: change(),
        playback: Some(user::Playback {
            device_id: String::new(),
            updated_at_ms: 0,
            ..playback.clone()
        }),
    };
    assert_eq!(library.asked_once::<user::PutPlaybackRequest>("PutPlayback"), expected);

    library.says("GetPlayback", &user::GetPlaybackResponse { playback: Some(playback) });
    assert_eq!(library.get("/playback").json, body);
    assert_eq!(library.asked_once::<user::GetPlaybackRequest>("GetPlayback").caller, caller());
}

#[test]
fn where_nothing_was_played_nothing_plays() {
    let library = Library::new();
    library.says("GetPlayback", &user::GetPlaybackResponse::default());
    let nothing = json!({
        "track": null, "position_ms": 0, "state": "stopped", "queue": [], "device_id": null,
        "updated_at": null,
    });
    let answer = library.get("/playback");
    assert_eq!((answer.status, answer.json), (200, nothing));
}
