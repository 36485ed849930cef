use serde_json::{Value, json};
use wasm_shared::{contract::user::v1 as user, http::Body, testing::TestRequest};

use super::{Library, NEW_YEAR_MS, page, playlist, snapshot, snapshot_json};

fn entry(id: &str, snapshot: Option<user::Snapshot>) -> user::PlaylistEntry {
    user::PlaylistEntry { id: "e".into(), track_id: id.into(), snapshot, added_at_ms: NEW_YEAR_MS }
}

fn library() -> Library {
    let library = Library::new();
    let found = user::GetPlaylistResponse { revision: 1, playlist: Some(playlist("p-1", 4)) };
    library.says("GetPlaylist", &found);
    let odd = user::Snapshot {
        title: "=1+1, \"x\"\ny".into(),
        artists: vec![
            user::ArtistRef { id: String::new(), name: "a".into() },
            user::ArtistRef { id: String::new(), name: "b".into() },
        ],
        ..user::Snapshot::default()
    };
    let listed = user::ListPlaylistEntriesResponse {
        items: vec![entry("netease:7", snapshot()), entry("joox:b+/=", Some(odd))],
        ..user::ListPlaylistEntriesResponse::default()
    };
    library.says("ListPlaylistEntries", &listed);
    library
}

/// A file: its type, its name and its text.
fn file(library: &Library, format: &str) -> (String, String, String) {
    let request =
        TestRequest::get(&format!("/api/v1/library/playlists/p-1/export?format={format}"));
    let response = library.edge.send(&request.bearer(&library.edge.token()));
    assert_eq!(response.status, 200);
    let header = |name| response.get_header(name).unwrap_or_default().to_owned();
    let (kind, disposition) = (header("content-type"), header("content-disposition"));
    let Body::Bytes(bytes) = response.body else { panic!("no file") };
    (kind, disposition, String::from_utf8(bytes.to_vec()).unwrap())
}

#[test]
fn m3u8() {
    let (kind, disposition, text) = file(&library(), "m3u8");
    assert_eq!(kind, "application/vnd.apple.mpegurl; charset=utf-8");
    assert_eq!(disposition, "attachment; filename*=UTF-8''%E5%A4%8F%20%E5%A4%A9.m3u8");
    let expected = "#EXTM3U\n#PLAYLIST:夏 天\n\
        #EXTINF:182,江南民乐团 - 茉莉花\n/api/v1/tracks/netease%3A7/stream\n\
        #EXTINF:-1,a / b - =1+1, \"x\" y\n/api/v1/tracks/joox%3Ab%2B%2F%3D/stream\n";
    assert_eq!(text, expected);
}

#[test]
fn csv_that_no_spreadsheet_runs() {
    let (kind, _, text) = file(&library(), "csv");
    assert_eq!(kind, "text/csv; charset=utf-8; header=present");
    let expected = "title,artists,album,duration_ms,id\r\n\
        茉莉花,江南民乐团,民歌集,182000,netease:7\r\n\
        \"'=1+1, \"\"x\"\"\ny\",a / b,,,joox:b+/=\r\n";
    assert_eq!(text, expected);
}

#[test]
fn json_text() {
    let (kind, _, text) = file(&library(), "json");
    assert_eq!(kind, "application/json");
    let mut first = snapshot_json();
    first["id"] = "netease:7".into();
    let second = json!({
        "id": "joox:b+/=", "title": "=1+1, \"x\"\ny",
        "artists": [{"id": "", "name": "a"}, {"id": "", "name": "b"}],
        "album": null, "duration_ms": null, "cover_url": null,
    });
    let expected = json!({ "name": "夏 天", "description": "d", "tracks": [first, second] });
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected);
}

#[test]
fn a_long_playlist_is_asked_for_page_by_page() {
    let library = library();
    let calls = std::cell::Cell::new(0);
    library.edge.host.network.rescript({
        use prost::Message;
        use wasm_shared::testing::TestReply;
        move |request| {
            let message = if request.url.ends_with("/GetPlaylist") {
                let playlist = Some(playlist("p-1", 4));
                user::GetPlaylistResponse { revision: 1, playlist }.encode_to_vec()
            } else {
                calls.set(calls.get() + 1);
                let next = if calls.get() < 3 { "more" } else { "" };
                user::ListPlaylistEntriesResponse {
                    items: vec![entry(&format!("netease:{}", calls.get()), snapshot())],
                    next_cursor: next.into(),
                    ..user::ListPlaylistEntriesResponse::default()
                }
                .encode_to_vec()
            };
            TestReply::new(200, crate::edge::grpc_ok(&message))
        }
    });
    let (_, _, text) = file(&library, "json");
    let json: Value = serde_json::from_str(&text).unwrap();
    let ids: Vec<_> = json["tracks"].as_array().unwrap().iter().map(|track| &track["id"]).collect();
    assert_eq!(ids, ["netease:1", "netease:2", "netease:3"]);
    let asked: Vec<user::ListPlaylistEntriesRequest> = library.asked("ListPlaylistEntries");
    let pages: Vec<_> = asked.into_iter().map(|asked| asked.page).collect();
    assert_eq!(pages, [page(500, ""), page(500, "more"), page(500, "more")]);
}

#[test]
fn half_a_playlist_is_no_file() {
    let library = library();
    library.is_away("ListPlaylistEntries");
    let answer = library.get("/playlists/p-1/export");
    assert_eq!((answer.status, answer.code()), (503, "origin_unavailable"));
    library.refuses("GetPlaylist", 5, "not_found");
    assert_eq!(library.get("/playlists/p-1/export").code(), "not_found");
}
