//! Recorded answers through the whole adapter: what is sent, and what each answer means.

use proptest::prelude::*;

use super::*;
use crate::{
    catalog::{model::Codec, sources::text::mutation::damaged},
    ports::OutboundRequest,
    settings::Settings,
    testing::{TestHost, TestReply},
};

macro_rules! recorded {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/", $name)).as_slice()
    };
}

mod collections;
mod lyrics;

const PAGE: Page = Page { size: 20, number: 0 };

fn host(body: &[u8]) -> TestHost {
    let body = body.to_vec();
    TestHost::new(move |_| TestReply::new(200, body.clone()))
}

fn search_in(body: &[u8]) -> Result<Vec<Track>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(search(context, "茉莉花", PAGE))
}

fn detail_in(body: &[u8]) -> Result<Option<Track>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(detail(context, "001qjasmine01"))
}

fn play(body: &[u8], track: &Track, quality: Quality) -> Result<AudioLocation, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(playback(context, track, quality))
}

fn jasmine() -> Track {
    search_in(recorded!("qq/search_ok.json")).unwrap().remove(0)
}

fn request(
    settings: &Settings,
    work: impl AsyncFnOnce(SourceContext<'_, TestHost>),
) -> OutboundRequest {
    let host = host(b"{}");
    host.clock.run(work(SourceContext { host: &host, settings }));
    host.network.take_calls().remove(0)
}

#[test]
fn a_song_becomes_a_track() {
    let track = jasmine();
    assert_eq!(track.id.to_string(), "qq:001qjasmine01");
    assert_eq!(track.title, "茉莉花");
    assert_eq!(track.artists, [Artist { id: "001qsingerlin".into(), name: "林小满".into() }]);
    assert_eq!(track.album.unwrap().name, "江南听雨");
    assert_eq!(track.duration_ms, 214_000);
    assert_eq!(
        track.cover_url.as_deref(),
        Some("https://y.gtimg.cn/music/photo_new/T002R500x500M000001qalbumrain_1.jpg")
    );
    assert_eq!(track.availability, Availability::Full);
    let offers: Vec<_> = track
        .qualities
        .iter()
        .map(|offer| (offer.quality, offer.codec, offer.bitrate_bps, offer.file.as_str()))
        .collect();
    assert_eq!(
        offers,
        [
            (Quality::Standard, Codec::Aac, 48_000, "C200002qmedia0001.m4a"),
            (Quality::Standard, Codec::Aac, 96_000, "C400002qmedia0001.m4a"),
            (Quality::Standard, Codec::Mp3, 128_000, "M500002qmedia0001.mp3"),
            (Quality::Exhigh, Codec::Mp3, 320_000, "M800002qmedia0001.mp3"),
            (Quality::Lossless, Codec::Flac, 800_000, "F000002qmedia0001.flac"),
        ]
    );
}

#[test]
fn what_may_be_heard_and_what_version_it_is_stand_beside_each_song() {
    let tracks = search_in(recorded!("qq/search_ok.json")).unwrap();
    let availability: Vec<_> = tracks.iter().map(|track| track.availability).collect();
    assert_eq!(
        availability,
        [
            Availability::Full,
            Availability::Full,
            Availability::Vip,
            Availability::Removed,
            Availability::Region,
            Availability::Purchase,
            Availability::Trial,
        ],
        "the item of no known shape is left out"
    );
    assert_eq!(tracks[1].version_tags, [matching::VersionTag::Live]);
    assert_eq!(tracks[1].artists[1].name, "Tom & Ann");
    assert_eq!((tracks[1].album.as_ref(), tracks[1].cover_url.as_ref()), (None, None));
}

#[test]
fn every_refused_search_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("qq/search_limited.json"), Outcome::RateLimited),
        (recorded!("qq/search_limited_inside.json"), Outcome::RateLimited),
        (recorded!("qq/search_verification.json"), Outcome::Verification),
        (recorded!("qq/search_signature.json"), Outcome::UpstreamChanged),
        (recorded!("qq/search_login.json"), Outcome::LoginRequired),
        (recorded!("qq/search_unknown_code.json"), Outcome::UpstreamError),
        (recorded!("qq/gateway_refused.json"), Outcome::UpstreamError),
        (recorded!("qq/gateway_signature.json"), Outcome::UpstreamChanged),
        (recorded!("qq/search_changed.json"), Outcome::UpstreamChanged),
        (recorded!("qq/search_unlike.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
        (recorded!("garbage.txt"), Outcome::UpstreamChanged),
        (b"", Outcome::UpstreamChanged),
    ] {
        let error = search_in(body).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
    assert_eq!(search_in(recorded!("qq/search_empty.json")), Ok(Vec::new()));
}

#[test]
fn an_absent_song_is_none_and_a_fault_is_an_error() {
    let found = detail_in(recorded!("qq/detail_ok.json")).unwrap().unwrap();
    assert_eq!((found.title.as_str(), found.qualities.len()), ("茉莉花", 5));
    for body in [
        recorded!("qq/detail_missing.json"),
        recorded!("qq/detail_null.json"),
        recorded!("qq/detail_off_shelf.json"),
    ] {
        assert_eq!(detail_in(body), Ok(None));
    }
    let changed = detail_in(recorded!("qq/detail_changed.json")).unwrap_err();
    assert_eq!(changed.outcome, Outcome::UpstreamChanged);
}

#[test]
fn the_best_granted_file_up_to_the_wanted_quality_is_taken() {
    let track = jasmine();
    let location = play(recorded!("qq/playback_ok.json"), &track, Quality::Hires).unwrap();
    assert_eq!(
        location.url,
        "http://ws.stream.qqmusic.qq.com/F000002qmedia0001.flac?guid=1&vkey=2&uin=0&fromtag=120032"
    );
    assert_eq!(location.backup_urls.len(), 1);
    assert_eq!((location.quality, location.codec), (Quality::Lossless, Codec::Flac));
    assert_eq!((location.bitrate_bps, location.size_bytes), (800_000, Some(21_400_000)));
    let now = crate::testing::TestClock::new().now();
    assert_eq!(location.expires_at.since(now).as_secs(), 80_400);

    let high = play(recorded!("qq/playback_ok.json"), &track, Quality::High).unwrap();
    assert_eq!((high.quality, high.codec), (Quality::Standard, Codec::Mp3));
    let lower = play(recorded!("qq/playback_lower.json"), &track, Quality::Lossless).unwrap();
    assert_eq!((lower.quality, lower.bitrate_bps), (Quality::Standard, 128_000));
}

#[test]
fn every_denied_file_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("qq/playback_to_buy.json"), Outcome::Purchase),
        (recorded!("qq/playback_no_path.json"), Outcome::Region),
        (recorded!("qq/playback_region.json"), Outcome::Region),
        (recorded!("qq/playback_invalidq.json"), Outcome::Verification),
        (recorded!("qq/playback_refused.json"), Outcome::Verification),
        (recorded!("qq/playback_failed.json"), Outcome::UpstreamError),
        (recorded!("qq/playback_devices.json"), Outcome::LoginRequired),
        (recorded!("qq/playback_unknown_result.json"), Outcome::UpstreamError),
        (recorded!("qq/playback_trial.json"), Outcome::TrialOnly),
        (recorded!("qq/playback_encrypted.json"), Outcome::NotFound),
        (recorded!("qq/playback_no_host.json"), Outcome::UpstreamChanged),
        (recorded!("qq/playback_limited.json"), Outcome::RateLimited),
        (recorded!("qq/playback_other_files.json"), Outcome::UpstreamChanged),
        (recorded!("qq/playback_changed.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
    ] {
        let error = play(body, &jasmine(), Quality::Lossless).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
}

#[test]
fn a_missing_permission_is_told_by_what_the_song_costs() {
    for (availability, outcome) in [
        (Availability::Vip, Outcome::Vip),
        (Availability::Unknown, Outcome::Vip),
        (Availability::Purchase, Outcome::Purchase),
        (Availability::Trial, Outcome::TrialOnly),
        (Availability::Region, Outcome::Region),
        (Availability::Removed, Outcome::NotFound),
        // A free song that is denied to somebody anonymous.
        (Availability::Full, Outcome::LoginRequired),
    ] {
        let track = Track { availability, ..jasmine() };
        for body in [
            recorded!("qq/playback_denied.json"),
            // A path beside the code is a denial all the same.
            recorded!("qq/playback_denied_with_path.json"),
        ] {
            let error = play(body, &track, Quality::Lossless).unwrap_err();
            assert_eq!(error.outcome, outcome, "{availability:?}");
        }
    }
}

#[test]
fn a_track_without_file_names_is_looked_up_first() {
    let mut track = jasmine();
    for offer in &mut track.qualities {
        offer.file.clear();
    }
    let host = TestHost::new(|request| {
        let detail = String::from_utf8_lossy(&request.body).contains("get_song_detail_yqq");
        let body =
            if detail { recorded!("qq/detail_ok.json") } else { recorded!("qq/playback_ok.json") };
        TestReply::new(200, body)
    });
    let settings = Settings::default();
    let context = SourceContext { host: &host, settings: &settings };
    let location = host.clock.run(playback(context, &track, Quality::Standard)).unwrap();
    assert_eq!(location.quality, Quality::Standard);
    assert_eq!(host.network.take_calls().len(), 2);
}

#[test]
fn calls_are_signed_when_the_settings_say_so() {
    let mut settings = Settings::default();
    let plain = request(&settings, async |context| drop(search(context, "茉莉花", PAGE).await));
    assert_eq!(plain.url, "https://u.y.qq.com/cgi-bin/musicu.fcg");
    let body: serde_json::Value = serde_json::from_slice(&plain.body).unwrap();
    assert_eq!(body["request"]["method"], "DoSearchForQQMusicDesktop");
    assert_eq!(body["request"]["param"]["page_num"], 1);
    assert_eq!(body["comm"]["g_tk"], 5381);
    assert!(plain.headers.iter().all(|(name, _)| *name != "cookie"));

    settings.sources.qq.sign = true;
    let signed = request(&settings, async |context| drop(search(context, "茉莉花", PAGE).await));
    let sign = sign::zzc(&signed.body);
    assert_eq!(
        signed.url,
        format!("https://u.y.qq.com/cgi-bin/musics.fcg?_=1767225600000&sign={sign}")
    );
}

#[test]
fn the_operators_session_goes_along() {
    let mut settings = Settings::default();
    settings.sources.qq.common.cookie = "uin=o0123; qm_keyst=abc".into();
    let request = request(&settings, async |context| drop(detail(context, "1").await));
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["comm"]["uin"], "0123");
    assert_eq!(body["comm"]["g_tk"], 193_485_963);
    assert!(request.headers.contains(&("cookie", "uin=o0123; qm_keyst=abc".into())));
}

proptest! {
    #[test]
    fn no_search_answer_panics(body in damaged(recorded!("qq/search_ok.json"))) {
        let _ = search_in(&body);
    }

    #[test]
    fn no_detail_answer_panics(body in damaged(recorded!("qq/detail_ok.json"))) {
        let _ = detail_in(&body);
    }

    #[test]
    fn no_playback_answer_panics_or_gives_a_clip(body in damaged(recorded!("qq/playback_lower.json"))) {
        if let Ok(location) = play(&body, &jasmine(), Quality::Lossless) {
            prop_assert!(location.url.starts_with("http"));
            prop_assert!(!location.url.contains("/RS02"));
        }
    }
}
