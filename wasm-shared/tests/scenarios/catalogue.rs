//! Searches and playback through the whole router, over sources that behave as told.

use std::time::Duration;

use serde_json::{Value, json};
use wasm_shared::testing::{TestReply, TestRequest};

use crate::{
    edge::{Answer, TestEdge},
    sources::{Mood, Moods, NETEASE_TRACK, is_audio, settings},
};

const SEARCH: &str = "/api/v1/search?q=%E8%8C%89%E8%8E%89%E8%8A%B1";

fn edge(moods: &Moods) -> TestEdge {
    let moods = moods.clone();
    TestEdge::new(settings(), move |request| moods.answer(request))
}

fn playback(edge: &TestEdge) -> Answer {
    edge.get(&format!("{NETEASE_TRACK}/playback"))
}

/// Source and outcome of each attempt.
fn outcomes(attempts: &Value) -> Vec<(&str, &str)> {
    attempts
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["source"].as_str().unwrap(), item["outcome"].as_str().unwrap()))
        .collect()
}

/// Calls that went to the sources, since the last time.
fn calls(edge: &TestEdge) -> usize {
    let music = |url: &str| url.contains("music.163.com") || url.contains("kugou.com");
    edge.host.network.take_calls().iter().filter(|call| music(&call.url)).count()
}

#[test]
fn a_search_is_answered_by_the_first_source_and_kept_in_every_tier() {
    let mut edge = edge(&Moods::good());
    let first = edge.get(SEARCH);
    assert_eq!(
        (first.status, first.header("x-cache"), first.header("x-source")),
        (200, "miss", "netease")
    );
    assert_eq!(first.json["items"][0]["id"], "netease:7");
    assert_eq!(first.json["items"][0]["duration_ms"], 182_000);
    assert_eq!(outcomes(&first.json["sources"]), [("netease", "ok")]);
    assert_eq!(first.json["next_cursor"], Value::Null);

    let second = edge.get(SEARCH);
    assert_eq!((second.header("x-cache"), &second.json), ("memory", &first.json));
    edge.restart();
    assert_eq!(edge.get(SEARCH).header("x-cache"), "kv");
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
    assert_eq!(calls(&edge), 1);
}

#[test]
fn a_known_answer_is_not_sent_again() {
    let edge = edge(&Moods::good());
    let etag = edge.get(SEARCH).header("etag").to_owned();
    let request = TestRequest::get(SEARCH).bearer(&edge.token());
    let answer = Answer::of(edge.send(&request.clone().header("if-none-match", &etag)));
    assert_eq!((answer.status, answer.header("x-cache")), (304, "memory"));
    let other = Answer::of(edge.send(&request.header("if-none-match", "\"other\"")));
    assert_eq!(other.status, 200);
}

#[test]
fn an_old_answer_is_served_at_once_and_fetched_again_after() {
    let edge = edge(&Moods::good());
    edge.get(SEARCH);
    edge.host.clock.advance(Duration::from_secs(70));
    assert_eq!(edge.get(SEARCH).header("x-cache"), "stale");
    assert_eq!(calls(&edge), 2, "fetched again after the response");
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
}

#[test]
fn with_every_source_down_what_was_searched_before_is_degraded_and_the_rest_is_a_problem() {
    for mood in [Mood::Failing, Mood::Hanging] {
        let moods = Moods::good();
        let edge = edge(&moods);
        edge.get(SEARCH);
        moods.set_all(mood);
        edge.host.clock.advance(Duration::from_mins(10));
        let old = edge.get(SEARCH);
        assert_eq!((old.status, old.header("x-cache")), (200, "stale"), "{mood:?}");
        assert_eq!(old.json["items"][0]["title"], "茉莉花");

        let before = edge.now();
        let other = edge.get("/api/v1/search?q=other");
        assert_eq!((other.status, other.code()), (503, "sources_unavailable"));
        assert!(!other.header("retry-after").is_empty());
        assert_eq!(other.json["sources"].as_array().unwrap().len(), 2);
        let deadline = Duration::from_millis(settings().chain.deadline_ms);
        assert!(edge.now().since(before) <= deadline, "{mood:?}");
        edge.host.clock.advance(Duration::from_hours(1));
        assert_eq!(edge.get(SEARCH).status, 503, "even the degraded copy has an end");
    }
}

#[test]
fn a_source_that_fails_hands_over_and_is_left_alone_until_it_recovers() {
    let moods = Moods::good();
    moods.netease.set(Mood::Failing);
    let edge = edge(&moods);
    let mut seen = Vec::new();
    for number in 0..8 {
        let answer = edge.get(&format!("/api/v1/search?q={number}"));
        assert_eq!((answer.status, answer.header("x-source")), (200, "kugou"));
        seen.push(answer.json["sources"][0]["outcome"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen.first().map(String::as_str), Some("upstream_error"));
    assert_eq!(seen.last().map(String::as_str), Some("breaker_open"));
    edge.host.network.take_calls();
    edge.get("/api/v1/search?q=open");
    let asked: Vec<_> = edge.host.network.take_calls();
    assert!(!asked.iter().any(|call| call.url.contains("163.com")), "no call goes out");
    let status = edge.get("/api/v1/sources");
    assert_eq!(status.json["items"][0]["breaker"], "open");

    moods.netease.set(Mood::Good);
    edge.host.clock.advance(Duration::from_secs(11));
    assert_eq!(edge.get("/api/v1/search?q=mended").header("x-source"), "netease");
    assert_eq!(edge.get("/api/v1/sources").json["items"][0]["breaker"], "closed");
}

#[test]
fn a_slow_source_is_overtaken_and_a_faster_answer_of_it_still_counts() {
    let moods = Moods::good();
    moods.netease.set(Mood::Hanging);
    let edge = edge(&moods);
    let before = edge.now();
    let answer = edge.get("/api/v1/search?q=a");
    assert_eq!(answer.header("x-source"), "kugou");
    assert_eq!(outcomes(&answer.json["sources"]), [("netease", "timeout"), ("kugou", "ok")]);
    let took = edge.now().since(before).as_millis();
    assert!((1_500..1_700).contains(&took), "{took} ms");

    moods.netease.set(Mood::Slow(1_600));
    moods.kugou.set(Mood::Slow(1_000));
    let answer = edge.get("/api/v1/search?q=b");
    assert_eq!(answer.header("x-source"), "netease", "it answered first after all");
    for number in 0..3 {
        moods.netease.set(Mood::Hanging);
        moods.kugou.set(Mood::Good);
        edge.get(&format!("/api/v1/search?q=c{number}"));
    }
    let answer = edge.get("/api/v1/search?q=d");
    assert_eq!(outcomes(&answer.json["sources"])[0], ("netease", "breaker_open"));
}

#[test]
fn nothing_found_anywhere_is_an_empty_list() {
    let moods = Moods::good();
    moods.set_all(Mood::Empty);
    let edge = edge(&moods);
    let answer = edge.get(SEARCH);
    assert_eq!((answer.status, &answer.json["items"]), (200, &json!([])));
    assert_eq!(outcomes(&answer.json["sources"]), [("netease", "empty"), ("kugou", "empty")]);
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
    edge.host.clock.advance(Duration::from_secs(31));
    moods.set_all(Mood::Good);
    assert_eq!(edge.get(SEARCH).json["items"].as_array().unwrap().len(), 1);
}

#[test]
fn its_own_source_plays_a_track() {
    let edge = edge(&Moods::good());
    let answer = playback(&edge);
    assert_eq!((answer.status, answer.header("x-source")), (200, "netease"));
    assert_eq!(answer.json["substituted"], false);
    assert_eq!(answer.json["match"], Value::Null);
    assert_eq!(answer.json["track_id"], "netease:7");
    assert_eq!(answer.json["codec"], "mp3");
    assert_eq!(answer.json["bitrate_bps"], 128_000);
    assert_eq!(outcomes(&answer.json["attempts"]), [("netease", "ok")]);
    assert_eq!(playback(&edge).header("x-cache"), "memory");
    edge.host.clock.advance(Duration::from_mins(16));
    assert_eq!(playback(&edge).header("x-cache"), "miss", "its URL lives 20 minutes");
}

#[test]
fn a_track_for_subscribers_is_substituted_by_the_same_recording() {
    let moods = Moods::good();
    moods.netease.set(Mood::Vip);
    let edge = edge(&moods);
    let answer = playback(&edge);
    assert_eq!((answer.status, answer.header("x-source")), (200, "kugou"));
    assert_eq!(answer.json["substituted"], true);
    assert_eq!(answer.json["match"]["title"], "茉莉花");
    assert!(answer.json["match"]["score"].as_f64().unwrap() >= 0.8);
    assert_eq!(outcomes(&answer.json["attempts"]), [("netease", "vip"), ("kugou", "ok")]);
}

#[test]
fn another_version_is_refused_and_never_played() {
    for title in ["茉莉花 (Live)", "茉莉花 (伴奏)", "茉莉花 (DJ版)", "牡丹花"] {
        let moods = Moods::good();
        moods.netease.set(Mood::Vip);
        moods.kugou_title.set(title);
        let edge = edge(&moods);
        let answer = playback(&edge);
        assert_eq!((answer.status, answer.code()), (404, "no_playable_source"), "{title}");
        let expected = [("netease", "vip"), ("kugou", "low_confidence")];
        assert_eq!(outcomes(&answer.json["attempts"]), expected, "{title}");
        calls(&edge);
        assert_eq!(playback(&edge).json["attempts"], answer.json["attempts"], "kept for a time");
        assert_eq!(calls(&edge), 0);
    }
}

#[test]
fn a_fault_among_the_refusals_is_not_kept() {
    let moods = Moods::good();
    moods.netease.set(Mood::Vip);
    moods.kugou.set(Mood::Failing);
    let edge = edge(&moods);
    assert_eq!(playback(&edge).status, 404);
    moods.kugou.set(Mood::Good);
    edge.host.clock.advance(Duration::from_secs(11));
    assert_eq!(playback(&edge).status, 200);
}

#[test]
fn a_track_that_was_found_plays_elsewhere_when_its_source_goes_down() {
    let moods = Moods::good();
    let edge = edge(&moods);
    edge.get(SEARCH);
    moods.netease.set(Mood::Failing);
    let answer = playback(&edge);
    assert_eq!((answer.status, answer.header("x-source")), (200, "kugou"));
    assert_eq!(outcomes(&answer.json["attempts"])[0], ("netease", "upstream_error"));
    moods.kugou.set(Mood::Failing);
    let answer = edge.get(&format!("{NETEASE_TRACK}/playback?quality=high"));
    assert_eq!((answer.status, answer.code()), (503, "sources_unavailable"));
}

#[test]
fn audio_streams_with_its_range_from_listed_hosts_alone() {
    let moods = Moods::good();
    let answering = moods.clone();
    let edge = TestEdge::new(settings(), move |request| {
        if request.url.contains("m7.music.126.net") {
            let range = request.headers.iter().find(|(name, _)| *name == "range");
            return match range.map(|(_, value)| value.as_ref()) {
                Some("bytes=0-8191") => return answering.answer(request),
                None => TestReply::new(200, "0123456789"),
                Some("bytes=2-4") => TestReply::new(206, "234")
                    .header("content-range", "bytes 2-4/10")
                    .header("set-cookie", "secret=1"),
                Some(_) => TestReply::new(416, ""),
            }
            .header("content-type", "audio/mpeg");
        }
        answering.answer(request)
    });
    let stream = format!("{NETEASE_TRACK}/stream");
    let ask = |range: Option<&str>| {
        let request = TestRequest::get(&stream).bearer(&edge.token());
        let request = range.map_or(request.clone(), |range| request.header("range", range));
        Answer::of(edge.send(&request))
    };
    let whole = ask(None);
    assert_eq!((whole.status, whole.header("content-type")), (200, "audio/mpeg"));
    let part = ask(Some("bytes=2-4"));
    assert_eq!((part.status, part.header("content-range")), (206, "bytes 2-4/10"));
    assert_eq!((&part.json, part.header("set-cookie")), (&json!(234), ""));
    assert_eq!(ask(Some("bytes=99-")).code(), "range_not_satisfiable");
    let redirect = edge.get(&format!("{stream}?redirect=true"));
    assert_eq!(redirect.status, 302);
    assert!(redirect.header("location").contains("m7.music.126.net"));
}

#[test]
fn a_redirect_into_a_private_network_is_not_followed() {
    let moods = Moods::good();
    let edge = TestEdge::new(settings(), move |request| {
        assert!(!request.url.contains("169.254"), "it was followed");
        if is_audio(&request.url) {
            return TestReply::new(302, "").header("location", "http://169.254.169.254/latest");
        }
        moods.answer(request)
    });
    let answer = edge.get(&format!("{NETEASE_TRACK}/stream"));
    assert_eq!((answer.status, answer.code()), (503, "sources_unavailable"));
}

#[test]
fn a_url_that_went_bad_is_asked_for_again_once() {
    let moods = Moods::good();
    let mut refusals = 1;
    let edge = TestEdge::new(settings(), move |request| {
        let probed = request.headers.iter().any(|(name, _)| *name == "range");
        if request.url.contains("126.net") && !probed {
            if refusals > 0 {
                refusals -= 1;
                return TestReply::new(403, "");
            }
            return TestReply::new(200, "audio");
        }
        moods.answer(request)
    });
    assert_eq!(edge.get(&format!("{NETEASE_TRACK}/stream")).status, 200);
}

#[test]
fn bad_parameters_are_named_and_nobody_is_asked() {
    let edge = edge(&Moods::good());
    for (target, field) in [
        ("/api/v1/search", "q"),
        ("/api/v1/search?q=", "q"),
        ("/api/v1/search?q=%20%20", "q"),
        ("/api/v1/search?q=a%00b", "q"),
        (&format!("/api/v1/search?q={}", "a".repeat(201)), "q"),
        ("/api/v1/search?q=a&type=video", "type"),
        ("/api/v1/search?q=a&source=spotify", "source"),
        ("/api/v1/search?q=a&limit=0", "limit"),
        ("/api/v1/search?q=a&limit=101", "limit"),
        ("/api/v1/search?q=a&limit=-1", "limit"),
        ("/api/v1/search?q=a&limit=x", "limit"),
        ("/api/v1/search?q=a&cursor=%00", "cursor"),
        ("/api/v1/search?q=a&source=kugou&cursor=cXE6MQ", "cursor"),
        ("/api/v1/tracks/7", "id"),
        ("/api/v1/tracks/spotify%3A7", "id"),
        ("/api/v1/tracks/netease%3A", "id"),
        ("/api/v1/tracks/netease%3A..", "id"),
        ("/api/v1/tracks/netease%3A7%00", "id"),
        ("/api/v1/tracks/netease%3A7%2F..%2F8", "id"),
        ("/api/v1/tracks/qq%3Aa%2Bb/playback", "id"),
        ("/api/v1/tracks/%FF%FE/playback", "id"),
        (&format!("/api/v1/tracks/joox%3A{}", "a".repeat(200)), "id"),
        ("/api/v1/tracks/netease%3A7/playback?quality=loud", "quality"),
        ("/api/v1/tracks/netease%3A7/stream?redirect=maybe", "redirect"),
    ] {
        let answer = edge.get(target);
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{target}");
        assert!(answer.json["fields"][field].is_string(), "{target}: {}", answer.json);
    }
    assert_eq!(edge.get("/api/v1/nothing").code(), "not_found");
    assert_eq!(calls(&edge), 0);
}

#[test]
fn a_store_that_fails_or_is_slow_costs_little() {
    let edge = edge(&Moods::good());
    edge.host.store.fail(true);
    assert_eq!(edge.get(SEARCH).status, 200);
    assert_eq!(edge.get(SEARCH).header("x-cache"), "memory");
    edge.host.store.fail(false);
    edge.host.store.slow(Duration::from_secs(30));
    let before = edge.now();
    assert_eq!(edge.get("/api/v1/search?q=slow").status, 200);
    // The write after the response is waited for by the test's clock, not by the listener.
    assert!(edge.now().since(before) < Duration::from_secs(32));
}
