//! What a caller can do wrong. Each is told which field is wrong, and none of it reaches the origin.

use serde_json::{Value, json};
use wasm_shared::testing::TestRequest;

use super::{Library, snapshot_json, track_json};
use crate::edge::Answer;

/// Method, path, body, status and the field that is named; empty for none.
type Case = (&'static str, String, Value, u16, &'static str);

fn case(
    method: &'static str,
    path: impl Into<String>,
    body: Value,
    status: u16,
    field: &'static str,
) -> Case {
    (method, path.into(), body, status, field)
}

fn with(mut object: Value, member: &str, value: Value) -> Value {
    object[member] = value;
    object
}

fn check(cases: Vec<Case>) {
    let library = Library::new();
    for (method, path, body, status, field) in cases {
        let answer = library.send(method, &path, &body);
        let sent = body.to_string();
        let told = format!("{method} {path:.80} {sent:.120}: {}", answer.json);
        assert_eq!(answer.status, status, "{told}");
        let code = match status {
            404 => "not_found",
            405 => "method_not_allowed",
            413 => "body_too_large",
            _ => "invalid_fields",
        };
        assert_eq!(answer.code(), code, "{told}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        if !field.is_empty() {
            assert!(answer.json["fields"][field].is_string(), "{told}");
        }
    }
    assert!(library.edge.host.network.take_calls().is_empty(), "the origin was asked");
}

#[test]
fn favorites() {
    let path = "/favorites/track/netease:7";
    let snapshot = |member: &str, value| with(snapshot_json(), member, value);
    let put = |body, field| case("PUT", path, body, 422, field);
    let item = |path: &str, status, field| case("PUT", path, snapshot_json(), status, field);
    let batch = |operations: Value, field| {
        case("POST", "/favorites/batch", json!({ "operations": operations }), 422, field)
    };
    let good = json!({ "op": "delete", "kind": "track", "id": "netease:7" });
    let artist = json!({ "id": "1", "name": "a" });
    check(vec![
        put(json!([]), "body"),
        put(json!("title"), "body"),
        put(json!({}), "title"),
        put(snapshot("title", json!("")), "title"),
        put(snapshot("title", json!(" \t ")), "title"),
        put(snapshot("title", json!("x".repeat(501))), "title"),
        put(snapshot("title", json!("a\u{0}b")), "title"),
        put(snapshot("title", json!("a\nb")), "title"),
        put(snapshot("title", json!(7)), "title"),
        put(snapshot("artists", json!("a")), "artists"),
        put(snapshot("artists", json!(vec![artist; 51])), "artists"),
        put(snapshot("artists", json!([{ "name": "a" }])), "artists[0].id"),
        put(snapshot("artists", json!([{ "id": "1", "name": "" }])), "artists[0].name"),
        put(snapshot("artists", json!([null])), "artists[0]"),
        put(snapshot("album", json!({})), "album.id"),
        put(snapshot("duration_ms", json!(-1)), "duration_ms"),
        put(snapshot("duration_ms", json!(1.5)), "duration_ms"),
        put(snapshot("duration_ms", json!(86_400_001)), "duration_ms"),
        put(snapshot("duration_ms", json!("182000")), "duration_ms"),
        put(snapshot("cover_url", json!("javascript:alert(1)")), "cover_url"),
        put(snapshot("cover_url", json!("ftp://a.example/x")), "cover_url"),
        put(snapshot("cover_url", json!("/x.jpg")), "cover_url"),
        put(
            snapshot("cover_url", json!(format!("https://a.example/{}", "x".repeat(2_000)))),
            "cover_url",
        ),
        item("/favorites/track/spotify:1", 422, "id"),
        item("/favorites/track/netease:x", 422, "id"),
        item("/favorites/track/netease", 422, "id"),
        item("/favorites/track/%FF", 422, "id"),
        item("/favorites/album/qq:a%2Fb", 422, "id"),
        item(&format!("/favorites/playlist/qq:{}", "x".repeat(129)), 422, "id"),
        item("/favorites/chart/qq:1", 404, ""),
        item("/favorites/track", 404, ""),
        case("POST", path, json!({}), 405, ""),
        case("GET", "/favorites?kind=chart", Value::Null, 422, "kind"),
        case("GET", "/favorites?limit=0", Value::Null, 422, "limit"),
        case("GET", "/favorites?limit=101", Value::Null, 422, "limit"),
        case("GET", "/favorites?limit=many", Value::Null, 422, "limit"),
        case("GET", format!("/favorites?cursor={}", "x".repeat(501)), Value::Null, 422, "cursor"),
        batch(json!(null), "operations"),
        batch(json!([]), "operations"),
        batch(json!(vec![good.clone(); 101]), "operations"),
        batch(json!([with(good.clone(), "op", json!("post"))]), "operations[0].op"),
        batch(json!([good, with(good.clone(), "kind", json!("song"))]), "operations[1].kind"),
        batch(json!([with(good.clone(), "id", json!("netease:x"))]), "operations[0].id"),
        batch(json!([with(good.clone(), "id", json!(null))]), "operations[0].id"),
        batch(json!([with(good.clone(), "op", json!("put"))]), "operations[0].snapshot"),
        batch(json!([7]), "operations[0]"),
        case("PUT", path, snapshot("title", json!("x".repeat(70_000))), 413, ""),
    ]);
}

#[test]
fn history() {
    let play = json!({
        "event_id": "e", "track": track_json("netease:7"),
        "played_at": "2026-01-01T00:00:00Z", "played_ms": 1,
    });
    let post =
        |items: Value, field| case("POST", "/history", json!({ "items": items }), 422, field);
    let one = |member: &str, value| json!([with(play.clone(), member, value)]);
    check(vec![
        case("POST", "/history", json!({}), 422, "items"),
        post(json!([]), "items"),
        post(json!(vec![json!({}); 101]), "items"),
        post(one("event_id", json!("")), "items[0].event_id"),
        post(one("event_id", json!("e".repeat(101))), "items[0].event_id"),
        post(one("track", json!("netease:7")), "items[0].track"),
        post(one("track", track_json("netease:x")), "items[0].track.id"),
        post(
            one("track", with(track_json("netease:7"), "title", json!(null))),
            "items[0].track.title",
        ),
        post(one("played_at", json!("yesterday")), "items[0].played_at"),
        post(one("played_at", json!(1_767_225_600)), "items[0].played_at"),
        post(one("played_at", json!("1969-01-01T00:00:00Z")), "items[0].played_at"),
        post(one("played_ms", json!(-1)), "items[0].played_ms"),
        post(one("completed", json!(1)), "items[0].completed"),
        case("PUT", "/history", json!({}), 405, ""),
    ]);
}

#[test]
fn playlists() {
    let entries = "/playlists/p-1/tracks";
    let track = json!({ "track": track_json("netease:7") });
    let items = |items: Value| json!({ "items": items });
    check(vec![
        case("POST", "/playlists", json!({}), 422, "name"),
        case("POST", "/playlists", json!({ "name": " " }), 422, "name"),
        case("POST", "/playlists", json!({ "name": "n".repeat(101) }), 422, "name"),
        case(
            "POST",
            "/playlists",
            json!({ "name": "n", "description": "d".repeat(2_001) }),
            422,
            "description",
        ),
        case("POST", "/playlists", json!({ "name": "n", "public": "yes" }), 422, "public"),
        case("POST", "/playlists", json!({ "name": "n", "cover_url": "x" }), 422, "cover_url"),
        case("PATCH", "/playlists/p-1", json!({ "name": "" }), 422, "name"),
        case("PATCH", "/playlists/p-1", json!([]), 422, "body"),
        case("GET", "/playlists/a%2Fb", Value::Null, 404, ""),
        case("GET", format!("/playlists/{}", "p".repeat(65)), Value::Null, 404, ""),
        case("GET", "/playlists/p%00", Value::Null, 404, ""),
        case("POST", entries, json!({}), 422, "items"),
        case("POST", entries, items(json!([])), 422, "items"),
        case("POST", entries, items(json!(vec![track.clone(); 101])), 422, "items"),
        case("POST", entries, items(json!([{}])), 422, "items[0].track"),
        case(
            "POST",
            entries,
            items(json!([{ "track": { "id": "qq:a" } }])),
            422,
            "items[0].track.title",
        ),
        case("POST", entries, with(items(json!([track])), "after", json!(7)), 422, "after"),
        case("POST", "/playlists/p-1/tracks/e-1/move", json!({}), 422, "after"),
        case("POST", "/playlists/p-1/tracks/e%20/move", json!({ "after": "" }), 404, ""),
        case("DELETE", "/playlists/p-1/tracks/%2F", Value::Null, 404, ""),
        case("GET", "/playlists/p-1/export?format=xspf", Value::Null, 422, "format"),
        case("GET", "/playlists/import", Value::Null, 405, ""),
        case("GET", "/imports/j%201", Value::Null, 404, ""),
    ]);
}

#[test]
fn imports() {
    let post = |body, status, field| case("POST", "/playlists/import", body, status, field);
    let text = |content: String| json!({ "format": "text", "content": content });
    check(vec![
        post(json!({}), 422, "content"),
        post(json!({ "content": "a - b" }), 422, "format"),
        post(json!({ "content": "a - b", "format": "xspf" }), 422, "format"),
        post(json!({ "content": ["a"], "format": "text" }), 422, "content"),
        post(text(String::new()), 422, "content"),
        post(text(" \n\t\n".to_owned()), 422, "content"),
        post(text("a\n".repeat(10_001)), 422, "content"),
        post(json!({ "content": "{", "format": "json" }), 422, "content"),
        post(json!({ "content": "a", "format": "text", "name": "" }), 422, "name"),
        post(json!({ "content": "a", "format": "text", "name": 7 }), 422, "name"),
        post(json!({ "source_playlist_id": 7 }), 422, "source_playlist_id"),
        post(json!({ "source_playlist_id": "spotify:1" }), 422, "source_playlist_id"),
        post(text("x".repeat(1 << 20)), 413, ""),
    ]);
}

#[test]
fn choices_playback_and_changes() {
    let playback =
        json!({ "track": track_json("netease:7"), "position_ms": 0, "state": "playing" });
    let put = |member: &str, value| with(playback.clone(), member, value);
    check(vec![
        case("PUT", "/substitutions/netease:7", json!({}), 422, "use"),
        case("PUT", "/substitutions/netease:7", json!({ "use": "x" }), 422, "use"),
        case("PUT", "/substitutions/netease:7", json!({ "use": "netease:7" }), 422, "use"),
        case("PUT", "/substitutions/x", json!({ "use": "qq:a" }), 422, "track_id"),
        case("DELETE", "/substitutions/%FF", Value::Null, 422, "track_id"),
        case("PUT", "/playback", json!({}), 422, "track"),
        case("PUT", "/playback", put("state", json!("loud")), 422, "state"),
        case("PUT", "/playback", put("position_ms", json!(-1)), 422, "position_ms"),
        case("PUT", "/playback", put("queue", json!(["x"])), 422, "queue[0]"),
        case("PUT", "/playback", put("queue", json!(vec!["qq:a"; 1_001])), 422, "queue"),
        case("GET", "/changes?since=-1", Value::Null, 422, "since"),
        case("GET", "/changes?since=x", Value::Null, 422, "since"),
        case("GET", "/changes?since=9223372036854775808", Value::Null, 422, "since"),
        case("POST", "/changes", json!({}), 405, ""),
    ]);
}

#[test]
fn what_is_not_json_is_said_to_be_none() {
    let library = Library::new();
    for (body, status, code) in [
        ("", 400, "malformed_json"),
        ("{", 400, "malformed_json"),
        ("{\"title\":\"a\",}", 400, "malformed_json"),
        ("[[[", 400, "malformed_json"),
    ] {
        let request = TestRequest::new("PUT", "/api/v1/library/favorites/track/netease:7");
        let request = request.bearer(&library.edge.token()).body(body);
        let answer = Answer::of(library.edge.send(&request));
        assert_eq!((answer.status, answer.code()), (status, code), "{body}");
    }
    let deep = "[".repeat(60_000);
    let request = TestRequest::new("PUT", "/api/v1/library/favorites/track/netease:7");
    let answer = library.edge.send(&request.bearer(&library.edge.token()).body(deep));
    assert_eq!(answer.status, 400);
}

#[test]
fn keys_are_short_and_visible() {
    let library = Library::new();
    for key in ["", " ", "a b", "ключ", &"k".repeat(256)] {
        let request = library.request("DELETE", "/history", &Value::Null);
        let answer = Answer::of(library.edge.send(&request.header("idempotency-key", key)));
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{key}");
        assert!(answer.json["fields"]["Idempotency-Key"].is_string());
    }
}

#[test]
fn nobody_is_let_in_without_a_token() {
    let library = Library::new();
    for path in ["/favorites", "/history", "/playlists", "/changes?since=0", "/playback"] {
        let answer =
            Answer::of(library.edge.send(&TestRequest::get(&format!("/api/v1/library{path}"))));
        assert_eq!((answer.status, answer.code()), (401, "token_missing"), "{path}");
    }
}
