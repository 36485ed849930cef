//! Lyrics and covers through the whole router.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    catalogue_shelves::{Shelves, Song, kugou_hash, song},
    edge::{Answer, TestEdge},
    sources::Mood,
};

const LRC: &str = "[00:01.00]first line\n[00:05.00]second line";

fn lyrics(edge: &TestEdge) -> Answer {
    edge.get("/api/v1/tracks/netease%3A7/lyrics")
}

/// A song on NetEase's shelf without words, and `other` on Kugou's.
fn shelves_with(other: Song) -> Shelves {
    let shelves = Shelves::empty();
    shelves.netease.put([song(7, "茉莉花")]);
    shelves.kugou.put([other]);
    shelves
}

#[test]
fn its_own_source_has_the_words() {
    let shelves = shelves_with(Song { lyrics: Some("[00:01.00]theirs"), ..song(8, "茉莉花") });
    shelves.netease.songs.borrow_mut()[0].lyrics = Some(LRC);
    let edge = shelves.edge();
    let answer = lyrics(&edge);
    assert_eq!((answer.status, answer.header("x-source")), (200, "netease"));
    let expected = json!({
        "lrc": LRC, "translation": null, "romanised": null, "words": null, "instrumental": false,
        "source": "netease"
    });
    assert_eq!(answer.json, expected);
    assert_eq!(lyrics(&edge).header("x-cache"), "memory");
    shelves.set_all(Mood::Failing);
    edge.host.clock.advance(Duration::from_hours(24 * 20));
    let old = lyrics(&edge);
    assert_eq!((old.header("x-cache"), &old.json["lrc"]), ("stale", &json!(LRC)));
}

#[test]
fn that_there_is_nothing_to_sing_is_an_answer() {
    let shelves = shelves_with(Song { lyrics: Some(LRC), ..song(8, "茉莉花") });
    shelves.netease.songs.borrow_mut()[0].lyrics = Some("");
    let answer = lyrics(&shelves.edge());
    assert_eq!(
        (&answer.json["instrumental"], answer.header("x-source")),
        (&json!(true), "netease")
    );
    assert_eq!(answer.json["lrc"], Value::Null);
}

#[test]
fn another_source_has_the_words_of_the_same_recording() {
    let other = Song { lyrics: Some(LRC), duration_ms: 183_000, ..song(8, "茉莉花") };
    for mood in [Mood::Good, Mood::Failing, Mood::Hanging] {
        let shelves = shelves_with(other.clone());
        let edge = shelves.edge();
        // The track is known before its source fails.
        edge.get("/api/v1/tracks/netease%3A7");
        shelves.netease.mood.set(mood);
        let answer = lyrics(&edge);
        assert_eq!((answer.status, answer.header("x-source")), (200, "kugou"), "{mood:?}");
        assert_eq!((&answer.json["lrc"], &answer.json["source"]), (&json!(LRC), &json!("kugou")));
    }
}

#[test]
fn the_words_of_another_recording_are_never_given() {
    let with_words = |title: &str| Song { lyrics: Some(LRC), ..song(8, title) };
    for other in [
        with_words("茉莉花 (Live)"),
        with_words("茉莉花 (伴奏)"),
        with_words("茉莉花 (DJ版)"),
        Song { duration_ms: 282_000, ..with_words("茉莉花") },
        Song { artist: "别的人", ..with_words("茉莉花") },
        with_words("牡丹花"),
    ] {
        let shelves = shelves_with(other.clone());
        let edge = shelves.edge();
        let answer = lyrics(&edge);
        assert_eq!((answer.status, answer.code()), (404, "not_found"), "{other:?}");
        edge.host.network.take_calls();
        assert_eq!(lyrics(&edge).code(), "not_found");
        assert!(edge.host.network.take_calls().is_empty(), "kept for a time");
        shelves.netease.songs.borrow_mut()[0].lyrics = Some(LRC);
        edge.host.clock.advance(Duration::from_secs(31));
        assert_eq!(lyrics(&edge).status, 200, "and not for longer");
    }
}

#[test]
fn that_nobody_has_words_is_not_kept_while_one_could_not_be_asked() {
    let shelves = shelves_with(Song { lyrics: Some(LRC), ..song(8, "茉莉花") });
    shelves.kugou.mood.set(Mood::Failing);
    let edge = shelves.edge();
    let answer = lyrics(&edge);
    assert_eq!(answer.code(), "not_found");
    assert_eq!(answer.json["attempts"][1]["outcome"], "upstream_error", "{}", answer.json);
    shelves.kugou.mood.set(Mood::Good);
    assert_eq!(lyrics(&edge).status, 200);
}

#[test]
fn with_every_source_down_the_words_are_unavailable() {
    let shelves = shelves_with(song(8, "茉莉花"));
    let edge = shelves.edge();
    edge.get("/api/v1/tracks/netease%3A7");
    shelves.set_all(Mood::Failing);
    let answer = lyrics(&edge);
    assert_eq!((answer.status, answer.code()), (503, "sources_unavailable"));
    assert_eq!(answer.json["attempts"].as_array().unwrap().len(), 2);
    assert_eq!(edge.get("/api/v1/tracks/netease%3A9/lyrics").status, 503);
}

#[test]
fn words_and_covers_of_unknown_tracks_are_not_found() {
    let edge = Shelves::empty().edge();
    for part in ["lyrics", "cover", "alternatives"] {
        let answer = edge.get(&format!("/api/v1/tracks/netease%3A7/{part}"));
        assert_eq!((answer.status, answer.code()), (404, "not_found"), "{part}");
        for id in ["7", "spotify%3A7", "netease%3A", "netease%3A7%00"] {
            let answer = edge.get(&format!("/api/v1/tracks/{id}/{part}"));
            assert!(answer.json["fields"]["id"].is_string(), "{id} {part}: {}", answer.json);
        }
    }
}

#[test]
fn a_cover_is_shown_in_the_nearest_size() {
    let shelves = Shelves::empty();
    let picture = "http://p1.music.126.net/a/b.jpg";
    shelves.netease.put([Song { picture, ..song(7, "茉莉花") }]);
    let picture = "http://imge.kugou.com/stdmusic/{size}/a.jpg";
    shelves.kugou.put([Song { picture, ..song(8, "茉莉花") }]);
    let edge = shelves.edge();
    let cover = |id: &str, query: &str| edge.get(&format!("/api/v1/tracks/{id}/cover{query}"));
    let answer = cover("netease%3A7", "");
    assert_eq!((answer.status, answer.header("x-source")), (302, "netease"));
    assert_eq!(answer.header("location"), "https://p1.music.126.net/a/b.jpg?param=500y500");
    assert_eq!(answer.header("cache-control"), "private, max-age=604800");
    assert_eq!(
        (answer.header("x-cache"), cover("netease%3A7", "").header("x-cache")),
        ("miss", "memory")
    );
    let kugou = format!("kugou%3A{}", kugou_hash(8));
    let answer = cover(&kugou, "?size=200");
    assert_eq!(answer.header("location"), "https://imge.kugou.com/stdmusic/240/a.jpg");
    for size in ["15", "2001", "x", "-1"] {
        let answer = cover("netease%3A7", &format!("?size={size}"));
        assert_eq!(answer.code(), "invalid_fields");
        assert!(answer.json["fields"]["size"].is_string(), "{size}");
    }
}

#[test]
fn nobody_is_sent_to_a_cover_on_a_strange_host() {
    for picture in [
        "",
        "https://evil.example/a.jpg",
        "https://music.126.net.evil.example/a.jpg",
        "https://p1.music.126.net@evil.example/a.jpg",
        "http://127.0.0.1:1/a.jpg",
        "javascript:alert(1)",
    ] {
        let shelves = Shelves::empty();
        shelves.netease.put([Song { picture, ..song(7, "茉莉花") }]);
        let answer = shelves.edge().get("/api/v1/tracks/netease%3A7/cover");
        assert_eq!((answer.status, answer.header("location")), (404, ""), "{picture}");
    }
}
