use serde_json::{Value, json};
use wasm_shared::contract::user::v1 as user;

use super::{Library, caller, change, playlist, playlist_json};
use crate::edge::Answer;

#[test]
fn a_playlist_is_made_and_listed() {
    let library = Library::new();
    let created = user::CreatePlaylistResponse { revision: 1, playlist: Some(playlist("p-1", 1)) };
    library.says("CreatePlaylist", &created);
    let body = json!({ "name": "夏 天", "description": "d", "public": true });
    let answer = library.send("POST", "/playlists", &body);
    assert_eq!((answer.status, &answer.json), (201, &playlist_json("p-1", 1)));
    assert_eq!(answer.header("etag"), "\"1\"");
    let expected = user::CreatePlaylistRequest {
        change: change(),
        name: "夏 天".into(),
        description: "d".into(),
        cover_url: String::new(),
        public: true,
    };
    assert_eq!(library.asked_once::<user::CreatePlaylistRequest>("CreatePlaylist"), expected);

    let listed = user::ListPlaylistsResponse {
        revision: 1,
        items: vec![playlist("p-1", 1)],
        ..user::ListPlaylistsResponse::default()
    };
    library.says("ListPlaylists", &listed);
    let answer = library.get("/playlists");
    assert_eq!(answer.json, json!({ "items": [playlist_json("p-1", 1)], "next_cursor": null }));
}

#[test]
fn the_version_is_the_validator() {
    let library = Library::new();
    let found = user::GetPlaylistResponse { revision: 1, playlist: Some(playlist("p-1", 4)) };
    library.says("GetPlaylist", &found);
    let answer = library.get("/playlists/p-1");
    assert_eq!((answer.status, &answer.json), (200, &playlist_json("p-1", 4)));
    assert_eq!((answer.header("etag"), answer.header("x-cache")), ("\"4\"", "miss"));
    assert_eq!(library.asked_once::<user::GetPlaylistRequest>("GetPlaylist").id, "p-1");
    let request = library.request("GET", "/playlists/p-1", &Value::Null);
    let known = Answer::of(library.edge.send(&request.clone().header("if-none-match", "\"4\"")));
    assert_eq!((known.status, known.json), (304, Value::Null));
    let old = Answer::of(library.edge.send(&request.header("if-none-match", "\"3\"")));
    assert_eq!(old.status, 200);
}

#[test]
fn what_is_sent_is_changed_and_nothing_else() {
    let library = Library::new();
    let updated = user::UpdatePlaylistResponse { revision: 2, playlist: Some(playlist("p-1", 5)) };
    library.says("UpdatePlaylist", &updated);
    let request = library.request("PATCH", "/playlists/p-1", &json!({ "cover_url": null }));
    let answer = Answer::of(library.edge.send(&request.header("if-match", "\"4\"")));
    assert_eq!((answer.status, answer.header("etag")), (200, "\"5\""));
    let expected = user::UpdatePlaylistRequest {
        change: change(),
        id: "p-1".into(),
        cover_url: Some(String::new()),
        if_version: Some(4),
        ..user::UpdatePlaylistRequest::default()
    };
    assert_eq!(library.asked_once::<user::UpdatePlaylistRequest>("UpdatePlaylist"), expected);
    let body = json!({ "name": "n", "description": "", "public": false });
    library.send("PATCH", "/playlists/p-1", &body);
    let expected = user::UpdatePlaylistRequest {
        change: change(),
        id: "p-1".into(),
        name: Some("n".into()),
        description: Some(String::new()),
        public: Some(false),
        ..user::UpdatePlaylistRequest::default()
    };
    assert_eq!(library.asked_once::<user::UpdatePlaylistRequest>("UpdatePlaylist"), expected);
}

#[test]
fn an_old_version_is_a_conflict() {
    let library = Library::new();
    library.refuses("DeletePlaylist", 9, "version_conflict");
    let delete = |tag: &str| {
        let request = library.request("DELETE", "/playlists/p-1", &Value::Null);
        Answer::of(library.edge.send(&request.header("if-match", tag)))
    };
    let answer = delete("W/\"3\"");
    assert_eq!((answer.status, answer.code()), (412, "version_conflict"));
    let asked: user::DeletePlaylistRequest = library.asked_once("DeletePlaylist");
    assert_eq!((asked.id.as_str(), asked.if_version), ("p-1", Some(3)));
    assert_eq!(delete("\"of-something-else\"").code(), "version_conflict");
    assert!(library.asked::<user::DeletePlaylistRequest>("DeletePlaylist").is_empty());

    library.says("DeletePlaylist", &user::DeletePlaylistResponse { revision: 9 });
    assert_eq!(delete("*").status, 204);
    let asked: user::DeletePlaylistRequest = library.asked_once("DeletePlaylist");
    assert_eq!((asked.if_version, asked.change.unwrap().caller), (None, caller()));
}
