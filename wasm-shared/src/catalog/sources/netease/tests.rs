//! Recorded answers through the whole adapter: what is sent over each transport, and what each
//! answer means.

macro_rules! recorded {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/", $name)).as_slice()
    };
}

mod collections;
mod lyrics;

use proptest::prelude::*;

use super::*;
use crate::{
    catalog::sources::text::mutation::damaged,
    ports::Method,
    settings::{NeteaseTransport, Settings},
    testing::{TestClock, TestHost, TestReply},
};

const PAGE: Page = Page { size: 20, number: 0 };

fn host(body: &[u8]) -> TestHost {
    let body = body.to_vec();
    TestHost::new(move |_| TestReply::new(200, body.clone()))
}

fn search_in(body: &[u8]) -> Result<Vec<Track>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(search(SourceContext { host: &host, settings: &settings }, "茉莉花", PAGE))
}

fn detail_in(body: &[u8]) -> Result<Option<Track>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(detail(SourceContext { host: &host, settings: &settings }, "1901371647"))
}

fn play(body: &[u8], track: &Track) -> Result<AudioLocation, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(playback(context, track, Quality::Lossless))
}

fn jasmine() -> Track {
    search_in(recorded!("netease/search_ok.json")).unwrap().remove(0)
}

#[test]
fn a_song_becomes_a_track() {
    let track = jasmine();
    assert_eq!(track.id.to_string(), "netease:1901371647");
    assert_eq!(track.title, "茉莉花");
    assert_eq!(track.artists, [Artist { id: "31".into(), name: "林小满".into() }]);
    assert_eq!(track.album.unwrap(), Album { id: "41".into(), name: "江南听雨".into() });
    assert_eq!(track.duration_ms, 214_360);
    assert_eq!(
        track.cover_url.as_deref(),
        Some("https://p1.music.126.net/abc/109951160000000041.jpg")
    );
    let offers: Vec<_> = track
        .qualities
        .iter()
        .map(|offer| (offer.quality, offer.codec, offer.bitrate_bps, offer.size_bytes))
        .collect();
    assert_eq!(
        offers,
        [
            (Quality::Standard, Codec::Mp3, 128_000, Some(3_424_000)),
            (Quality::High, Codec::Mp3, 192_000, Some(5_136_000)),
            (Quality::Exhigh, Codec::Mp3, 320_000, Some(8_560_000)),
            (Quality::Lossless, Codec::Flac, 870_000, Some(23_320_000)),
        ]
    );
}

#[test]
fn what_may_be_heard_stands_beside_each_song() {
    let tracks = search_in(recorded!("netease/search_ok.json")).unwrap();
    let availability: Vec<_> = tracks.iter().map(|track| track.availability).collect();
    assert_eq!(
        availability,
        [
            Availability::Full,
            Availability::Vip,
            Availability::Purchase,
            Availability::Region,
            Availability::Removed,
            // For subscribers, and the session is one's.
            Availability::Full,
        ],
        "the item without an id is left out"
    );
    assert_eq!(tracks[1].version_tags, [matching::VersionTag::Live], "an alias says so");
    assert_eq!(tracks[1].title, "茉莉花 (Live)");
}

#[test]
fn the_older_naming_is_read_too() {
    let track = search_in(recorded!("netease/search_old_naming.json")).unwrap().remove(0);
    assert_eq!((track.duration_ms, track.artists[0].id.as_str()), (214_360, ""));
    assert_eq!(track.version_tags, [matching::VersionTag::Live]);
}

#[test]
fn every_refused_search_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("netease/search_limited.json"), Outcome::RateLimited),
        (recorded!("netease/search_limited_406.json"), Outcome::RateLimited),
        (recorded!("netease/search_busy.json"), Outcome::RateLimited),
        (recorded!("netease/search_cheating.json"), Outcome::Region),
        (recorded!("netease/search_abroad.json"), Outcome::Region),
        (recorded!("netease/search_login.json"), Outcome::LoginRequired),
        (recorded!("netease/search_bad_parameters.json"), Outcome::UpstreamChanged),
        (recorded!("netease/search_unknown_code.json"), Outcome::UpstreamError),
        (recorded!("netease/search_verification.json"), Outcome::Verification),
        (recorded!("netease/search_changed.json"), Outcome::UpstreamChanged),
        (recorded!("netease/search_no_list.json"), Outcome::UpstreamChanged),
        // Songs are counted on the first page, and there is no list of them.
        (recorded!("netease/search_past_end.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
        (recorded!("garbage.txt"), Outcome::UpstreamChanged),
    ] {
        let error = search_in(body).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
    assert_eq!(search_in(recorded!("netease/search_empty.json")), Ok(Vec::new()));
}

#[test]
fn a_status_that_means_too_many_calls_is_no_broken_source() {
    for (status, outcome) in [
        (405, Outcome::RateLimited),
        (406, Outcome::RateLimited),
        (429, Outcome::RateLimited),
        (503, Outcome::RateLimited),
        (500, Outcome::UpstreamError),
        (502, Outcome::UpstreamError),
        (404, Outcome::UpstreamError),
    ] {
        let host = TestHost::new(move |_| TestReply::new(status, ""));
        let settings = Settings::default();
        let context = SourceContext { host: &host, settings: &settings };
        let error = host.clock.run(search(context, "茉莉花", PAGE)).unwrap_err();
        assert_eq!((error.outcome, error.status), (outcome, Some(status)));
    }
}

#[test]
fn a_page_past_the_end_is_empty() {
    let (host, settings) = (host(recorded!("netease/search_past_end.json")), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    let page = Page { size: 20, number: 1 };
    assert_eq!(host.clock.run(search(context, "茉莉花", page)), Ok(Vec::new()));
}

#[test]
fn an_absent_song_is_none_and_a_fault_is_an_error() {
    let track = detail_in(recorded!("netease/detail_ok.json")).unwrap().unwrap();
    assert_eq!(track.availability, Availability::Full, "its privilege stands apart");
    let track = detail_in(recorded!("netease/detail_region.json")).unwrap().unwrap();
    assert_eq!(track.availability, Availability::Region);
    for body in
        [recorded!("netease/detail_missing.json"), recorded!("netease/detail_not_found.json")]
    {
        assert_eq!(detail_in(body), Ok(None));
    }
    let changed = detail_in(recorded!("netease/detail_changed.json")).unwrap_err();
    assert_eq!(changed.outcome, Outcome::UpstreamChanged);
}

#[test]
fn the_granted_level_is_told_not_the_one_asked_for() {
    let now = TestClock::new().now();
    let granted = play(recorded!("netease/playback_ok.json"), &jasmine()).unwrap();
    assert_eq!(granted.url, "https://m701.music.126.net/20260101120000/abc/def.flac");
    assert_eq!((granted.quality, granted.codec), (Quality::Lossless, Codec::Flac));
    assert_eq!((granted.bitrate_bps, granted.size_bytes), (870_000, Some(23_320_000)));
    assert_eq!(granted.duration_ms, Some(214_360));
    assert_eq!(granted.expires_at.since(now).as_secs(), 1200);

    let lower = play(recorded!("netease/playback_lower.json"), &jasmine()).unwrap();
    assert_eq!((lower.quality, lower.codec), (Quality::Standard, Codec::Mp3));
    assert_eq!(lower.expires_at.since(now).as_secs(), 1200, "when it is not stated");
    let other = play(recorded!("netease/playback_other_level.json"), &jasmine()).unwrap();
    assert_eq!(other.quality, Quality::Exhigh, "by bitrate, when the level is none of ours");
}

#[test]
fn every_denied_url_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("netease/playback_vip.json"), Outcome::Vip),
        (recorded!("netease/playback_purchase.json"), Outcome::Purchase),
        (recorded!("netease/playback_denied.json"), Outcome::Vip),
        (recorded!("netease/playback_no_url.json"), Outcome::Vip),
        (recorded!("netease/playback_no_url_free.json"), Outcome::NotFound),
        (recorded!("netease/playback_trial.json"), Outcome::TrialOnly),
        (recorded!("netease/playback_not_found.json"), Outcome::NotFound),
        (recorded!("netease/playback_forbidden.json"), Outcome::Region),
        (recorded!("netease/playback_encrypted.json"), Outcome::NotFound),
        (recorded!("netease/playback_bad_url.json"), Outcome::UpstreamChanged),
        (recorded!("netease/playback_other_item.json"), Outcome::NotFound),
        (recorded!("netease/playback_none.json"), Outcome::NotFound),
        (recorded!("netease/playback_unknown_code.json"), Outcome::UpstreamError),
        (recorded!("netease/playback_changed.json"), Outcome::UpstreamChanged),
        (recorded!("netease/search_limited.json"), Outcome::RateLimited),
        (recorded!("page.html"), Outcome::UpstreamChanged),
    ] {
        let error = play(body, &jasmine()).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
    let blocked = Track { availability: Availability::Region, ..jasmine() };
    let error = play(recorded!("netease/playback_not_found.json"), &blocked).unwrap_err();
    assert_eq!(error.outcome, Outcome::Region);
}

#[test]
fn each_transport_has_its_path_and_form() {
    let sent = |transport| {
        let host = host(b"{}");
        let mut settings = Settings::default();
        settings.sources.netease.transport = transport;
        settings.sources.netease.common.cookie = "MUSIC_U=secret; __csrf=t".into();
        let context = SourceContext { host: &host, settings: &settings };
        let _ = host.clock.run(playback(context, &jasmine(), Quality::Exhigh));
        let request = host.network.take_calls().remove(0);
        assert_eq!(request.method, Method::Post);
        assert!(request.headers.contains(&("cookie", "os=pc; MUSIC_U=secret; __csrf=t".into())));
        (request.url, String::from_utf8(request.body.to_vec()).unwrap())
    };
    let (url, body) = sent(NeteaseTransport::Plain);
    assert_eq!(url, "https://music.163.com/api/song/enhance/player/url/v1");
    assert_eq!(body, "encodeType=flac&ids=%5B1901371647%5D&level=exhigh");

    let (url, body) = sent(NeteaseTransport::Weapi);
    assert_eq!(url, "https://music.163.com/weapi/song/enhance/player/url/v1");
    let (params, key) = body.split_once("&encSecKey=").unwrap();
    assert!(params.starts_with("params=") && key.len() == 256, "{body}");

    let (url, body) = sent(NeteaseTransport::Eapi);
    assert_eq!(url, "https://interface.music.163.com/eapi/song/enhance/player/url/v1");
    let hexadecimal = body.strip_prefix("params=").unwrap();
    assert!(hexadecimal.len().is_multiple_of(32));
    assert!(hexadecimal.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()));
}

proptest! {
    #[test]
    fn no_search_answer_panics(body in damaged(recorded!("netease/search_ok.json"))) {
        let _ = search_in(&body);
    }

    #[test]
    fn no_detail_answer_panics(body in damaged(recorded!("netease/detail_ok.json"))) {
        let _ = detail_in(&body);
    }

    #[test]
    fn no_playback_answer_panics(body in damaged(recorded!("netease/playback_ok.json"))) {
        if let Ok(location) = play(&body, &jasmine()) {
            prop_assert!(location.url.starts_with("http"));
        }
    }

    #[test]
    fn a_clip_is_never_a_location(body in damaged(recorded!("netease/playback_trial.json"))) {
        let trial = String::from_utf8_lossy(&body).contains(r#""freeTrialInfo":{"#);
        prop_assert!(!trial || play(&body, &jasmine()).is_err());
    }
}
