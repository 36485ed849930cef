//! What sources call a success and is none: the file itself decides. And the way of the audio through
//! the edge, whose URLs go bad before their time.

use std::time::Duration;

use futures_util::future::join;
use serde_json::{Value, json};
use wasm_shared::{
    catalog::model::Source,
    http,
    ports::OutboundRequest,
    testing::{TestReply, TestRequest},
};

use crate::{
    edge::{Answer, TestEdge},
    sources::{KUGOU_HASH, Moods, NETEASE_TRACK, audio, is_audio, settings},
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

/// An edge whose NetEase has the file under another name each time that it is asked for it, and answers
/// by `reply` to whoever wants more of it than a look.
fn renaming_edge(reply: impl Fn(&OutboundRequest) -> TestReply + 'static) -> TestEdge {
    let (moods, mut names) = (Moods::good(), 1..);
    TestEdge::new(settings(), move |request| {
        if is_location_call(request) {
            let item = json!({
                "id": 7, "url": url(names.next().unwrap()), "br": 128_000, "size": 2_912_000,
                "code": 200, "expi": 1200, "type": "mp3", "level": "standard", "fee": 8,
                "freeTrialInfo": null, "time": 182_000,
            });
            return TestReply::new(200, json!({ "code": 200, "data": [item] }).to_string());
        }
        if is_streamed(request) { reply(request) } else { moods.answer(request) }
    })
}

/// With characters that no header can have.
fn url(name: u32) -> String {
    format!("https://m7.music.126.net/茉莉花/{name}.mp3")
}

fn is_the_first(request: &OutboundRequest) -> bool {
    request.url.ends_with("/1.mp3")
}

fn all_but_the_first(request: &OutboundRequest) -> TestReply {
    if is_the_first(request) { TestReply::new(403, "") } else { TestReply::new(200, "audio") }
}

fn is_location_call(request: &OutboundRequest) -> bool {
    request.url.contains("song/enhance/player/url")
}

/// Whether audio is asked for on behalf of a listener, and not only looked at.
fn is_streamed(request: &OutboundRequest) -> bool {
    let is_look = request.headers.iter().any(|(_, value)| value == "bytes=0-8191");
    is_audio(&request.url) && !is_look
}

fn stream(edge: &TestEdge) -> Answer {
    edge.get(&format!("{NETEASE_TRACK}/stream"))
}

/// How long an answer took, as it says itself.
fn took(answer: &Answer) -> Duration {
    let millis = answer.header("server-timing").strip_prefix("edge;dur=").unwrap();
    Duration::from_millis(millis.parse().unwrap())
}

/// How often it was written where a track can be heard, since the last time.
fn times_written(edge: &TestEdge) -> usize {
    let written = edge.host.store.take_writes();
    written.iter().filter(|(key, _)| key.contains(":playback:")).count()
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
    let answer = edge.get(&format!("/api/v1/tracks/kugou%3A{KUGOU_HASH}/playback"));
    assert_eq!(answer.json["url"], "http://sharefs.kugou.com/second.mp3", "{}", answer.json);
    assert_eq!(answer.json["backup_urls"], json!(["http://sharefs.kugou.com/first.mp3"]));
}

/// Gone files are answers of the host that has the others: the source is asked on.
#[test]
fn files_that_are_gone_do_not_open_the_breaker_of_a_source() {
    let edge = edge_with(|| TestReply::new(404, ""));
    for _ in 0..6 {
        let answer = playback(&edge);
        assert_eq!(outcome(&answer), "upstream_error");
        assert_eq!(answer.json["source"], "kugou");
        edge.host.clock.advance(Duration::from_hours(2));
    }
    assert_eq!(edge.get("/api/v1/sources").json["items"][0]["breaker"], "closed");
}

#[test]
fn a_source_that_is_left_out_of_the_order_is_not_asked_for_its_own_tracks_either() {
    let mut settings = settings();
    settings.sources.order.retain(|source| *source != Source::Netease);
    let moods = Moods::good();
    let edge = TestEdge::new(settings, move |request| moods.answer(request));
    playback(&edge);
    let asked = edge.host.network.take_calls();
    assert!(!asked.iter().any(|call| call.url.contains("163.com")));
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

#[test]
fn a_url_that_went_bad_is_replaced_in_every_tier() {
    let edge = renaming_edge(all_but_the_first);
    for _ in 0..2 {
        assert_eq!(playback(&edge).json["url"], url(1));
    }
    assert_eq!(times_written(&edge), 1);
    let streamed = stream(&edge);
    assert_eq!((streamed.status, streamed.header("x-cache")), (200, "miss"));
    assert_eq!(times_written(&edge), 1, "in the same minute, over the bad one");
    let again = playback(&edge);
    assert_eq!((again.header("x-cache"), &again.json["url"]), ("memory", &json!(url(2))));
    let elsewhere = playback(&edge.elsewhere());
    assert_eq!((elsewhere.header("x-cache"), &elsewhere.json["url"]), ("kv", &json!(url(2))));
    assert_eq!(stream(&edge).header("x-cache"), "memory");
}

#[test]
fn bad_urls_alone_are_written_down_twice_a_minute_at_most() {
    let edge = renaming_edge(|_| TestReply::new(403, ""));
    for _ in 0..2 {
        assert_eq!(playback(&edge).status, 200);
    }
    for minute in 0..3 {
        for _ in 0..20 {
            let failed = stream(&edge);
            assert_eq!((failed.status, failed.code()), (503, "sources_unavailable"));
            edge.host.clock.advance(Duration::from_secs(2));
        }
        edge.host.clock.advance(Duration::from_secs(20));
        assert_eq!(times_written(&edge), 2, "in minute {minute}");
    }
}

#[test]
fn a_bad_url_that_was_asked_for_once_only_is_not_in_the_store_and_neither_is_the_next() {
    let edge = renaming_edge(all_but_the_first);
    assert_eq!((stream(&edge).status, times_written(&edge)), (200, 0));
    assert_eq!((stream(&edge).status, times_written(&edge)), (200, 1));
}

#[test]
fn listeners_of_one_bad_url_have_the_next_asked_for_once() {
    let edge = renaming_edge(all_but_the_first);
    for _ in 0..2 {
        playback(&edge);
    }
    edge.host.network.take_calls();
    let request = TestRequest::get(&format!("{NETEASE_TRACK}/stream")).bearer(&edge.token());
    let send = || http::handle(&edge.isolate, edge.host.clone(), &request);
    let (one, other) = edge.host.clock.run(join(send(), send()));
    assert_eq!((one.status, other.status), (200, 200));
    let calls = edge.host.network.take_calls();
    assert_eq!(calls.iter().filter(|call| is_location_call(call)).count(), 1);
}

#[test]
fn audio_that_does_not_begin_is_waited_for_shortly_and_had_elsewhere() {
    let bound = Duration::from_millis(settings().chain.probe_timeout_ms);
    let edge = renaming_edge(|request| {
        if is_the_first(request) { TestReply::hang() } else { TestReply::new(200, "audio") }
    });
    let had = stream(&edge);
    assert_eq!(had.status, 200);
    let waited = took(&had);
    assert!(bound <= waited && waited < bound + Duration::from_millis(300), "{waited:?}");

    let failed = stream(&renaming_edge(|_| TestReply::hang()));
    assert_eq!((failed.status, failed.code()), (503, "sources_unavailable"));
    assert_eq!(failed.header("retry-after"), "5");
    let waited = took(&failed);
    assert!(waited < 2 * bound + Duration::from_millis(300), "{waited:?}");
}

#[test]
fn the_same_audio_elsewhere_is_had_where_the_first_does_not_begin() {
    let moods = Moods::good();
    let edge = TestEdge::new(settings(), move |request| {
        if request.url.contains("first.mp3") && is_streamed(request) {
            return TestReply::hang();
        }
        if is_audio(&request.url) || request.url.contains("song_search") {
            return moods.answer(request);
        }
        let mut info = moods.kugou_info();
        info["url"] = json!("http://sharefs.kugou.com/first.mp3");
        info["backup_url"] = json!(["http://sharefs.kugou.com/second.mp3"]);
        TestReply::new(200, info.to_string())
    });
    let streamed = edge.get(&format!("/api/v1/tracks/kugou%3A{KUGOU_HASH}/stream"));
    assert_eq!(streamed.status, 200);
    let calls = edge.host.network.take_calls();
    let asked: Vec<_> = calls.iter().filter(|call| is_streamed(call)).collect();
    assert!(asked.len() == 2 && asked[1].url.ends_with("second.mp3"), "{asked:?}");
}

#[test]
fn a_player_that_goes_on_says_what_it_has() {
    let edge = renaming_edge(|_| TestReply::new(206, "rest"));
    let passed_on = |headers: &[(&str, &str)]| {
        let request = TestRequest::get(&format!("{NETEASE_TRACK}/stream")).bearer(&edge.token());
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        assert_eq!(edge.send(&request).status, 206);
        let calls = edge.host.network.take_calls();
        let call = calls.iter().find(|call| is_streamed(call)).unwrap();
        call.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
    };
    let held = ("if-range", "\"a\"");
    assert_eq!(passed_on(&[("range", "bytes=1-"), held]), ["range: bytes=1-", "if-range: \"a\""]);
    assert_eq!(passed_on(&[("range", "bytes=1-")]), ["range: bytes=1-"]);
    assert!(passed_on(&[held]).is_empty(), "it says nothing without a range");
    assert!(passed_on(&[("range", "bytes=é-")]).is_empty(), "what no header may have");
}

#[test]
fn a_player_is_sent_to_an_address_that_a_header_can_have() {
    let edge = renaming_edge(|_| panic!("nothing is streamed"));
    for tier in ["miss", "memory"] {
        let sent = edge.get(&format!("{NETEASE_TRACK}/stream?redirect=true"));
        assert_eq!((sent.status, sent.header("x-cache")), (302, tier));
        let expected = "https://m7.music.126.net/%E8%8C%89%E8%8E%89%E8%8A%B1/1.mp3";
        assert_eq!((sent.header("location"), sent.header("x-source")), (expected, "netease"));
    }
}

#[test]
fn a_range_past_the_end_is_told_the_size() {
    for (size, told) in [(Some("bytes */2928000"), "bytes */2928000"), (None, "")] {
        let edge = renaming_edge(move |_| match size {
            Some(size) => TestReply::new(416, "").header("content-range", size),
            None => TestReply::new(416, ""),
        });
        let request = TestRequest::get(&format!("{NETEASE_TRACK}/stream")).bearer(&edge.token());
        let refused = Answer::of(edge.send(&request.header("range", "bytes=9999999-")));
        assert_eq!((refused.status, refused.code()), (416, "range_not_satisfiable"));
        assert_eq!((refused.header("content-range"), refused.header("x-cache")), (told, "miss"));
    }
}
