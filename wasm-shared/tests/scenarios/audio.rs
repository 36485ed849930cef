//! What sources call a success and is none: the file itself decides.

use serde_json::{Value, json};
use wasm_shared::testing::TestReply;

use crate::{
    edge::{Answer, TestEdge},
    sources::{Moods, NETEASE_TRACK, audio, is_audio, settings},
};

/// A file of the whole song, 183 s at 128 kbit/s.
const WHOLE: u64 = 2_928_000;

/// An edge whose NetEase gives `reply` for audio, and whose Kugou gives the whole song.
fn edge_with(reply: impl Fn() -> TestReply + 'static) -> TestEdge {
    let moods = Moods::good();
    TestEdge::new(settings(), move |request| {
        if request.url.contains("126.net") { reply() } else { moods.answer(request) }
    })
}

fn playback(edge: &TestEdge) -> Answer {
    edge.get(&format!("{NETEASE_TRACK}/playback"))
}

fn outcome(answer: &Answer) -> &Value {
    &answer.json["attempts"][0]["outcome"]
}

#[test]
fn the_file_tells_how_long_it_plays_whatever_the_source_says() {
    for (seconds, expected) in [(6, "trial_only"), (30, "trial_only"), (60, "trial_only")] {
        let edge = edge_with(move || audio(seconds * 16_000));
        let answer = playback(&edge);
        assert_eq!(outcome(&answer), expected, "{seconds} s");
        assert_eq!((answer.status, &answer.json["source"]), (200, &json!("kugou")), "{seconds} s");
    }
    let edge = edge_with(|| audio(WHOLE));
    let answer = playback(&edge);
    assert_eq!((outcome(&answer), &answer.json["source"]), (&json!("ok"), &json!("netease")));
    assert_eq!(answer.json["size_bytes"], WHOLE);
    assert_eq!(answer.json["duration_ms"], 183_000);
}

#[test]
fn what_is_no_audio_is_never_played() {
    let page = || TestReply::new(200, "<!DOCTYPE html><html>not here</html>");
    for (case, reply, expected) in [
        ("a page", page as fn() -> TestReply, "upstream_changed"),
        ("an encrypted file", || TestReply::new(206, "CTENFDAM\u{1}\u{2}"), "upstream_changed"),
        ("a refusal", || TestReply::new(403, ""), "upstream_error"),
        ("a limit", || TestReply::new(429, ""), "rate_limited"),
        ("nothing", || TestReply::new(200, ""), "upstream_changed"),
        ("no connection", TestReply::unreachable, "upstream_error"),
        ("no answer", TestReply::hang, "timeout"),
    ] {
        let answer = playback(&edge_with(reply));
        assert_eq!(outcome(&answer), expected, "{case}");
        assert_eq!(answer.json["source"], "kugou", "{case}: the next source plays");
    }
}

#[test]
fn a_url_that_was_seen_to_play_comes_first() {
    let moods = Moods::good();
    let edge = TestEdge::new(settings(), move |request| {
        if request.url.contains("song_search") || request.url.contains("163.com") {
            return moods.answer(request);
        }
        if request.url.contains("first.mp3") {
            return TestReply::new(403, "");
        }
        if request.url.contains("second.mp3") {
            return audio(WHOLE);
        }
        let mut info = moods.kugou_info();
        info["url"] = json!("http://sharefs.kugou.com/first.mp3");
        info["backup_url"] = json!(["http://sharefs.kugou.com/second.mp3"]);
        TestReply::new(200, info.to_string())
    });
    let answer =
        edge.get(&format!("/api/v1/tracks/kugou%3A{}/playback", crate::sources::KUGOU_HASH));
    assert_eq!(answer.json["url"], "http://sharefs.kugou.com/second.mp3", "{}", answer.json);
    assert_eq!(answer.json["backup_urls"], json!(["http://sharefs.kugou.com/first.mp3"]));
}

/// One look at the file for as long as the answer is kept.
#[test]
fn what_was_seen_is_remembered() {
    let edge = edge_with(|| audio(WHOLE));
    for _ in 0..5 {
        assert_eq!(playback(&edge).status, 200);
    }
    let looks = edge.host.network.take_calls();
    assert_eq!(looks.iter().filter(|call| is_audio(&call.url)).count(), 1);
}
