//! Recorded answers through the whole adapter: the open calls, the signed one, and what each answer
//! means.

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
    settings::Settings,
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

const ID: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn detail_in(body: &[u8]) -> Result<Option<Track>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(detail(SourceContext { host: &host, settings: &settings }, ID))
}

/// Plays by a signed call that answers `signed` and an open one that answers `open`; how many calls
/// went out.
fn play(
    signed: &[u8],
    open: &[u8],
    quality: Quality,
) -> (Result<AudioLocation, SourceError>, usize) {
    play_track(&jasmine(), signed, open, quality)
}

fn play_track(
    track: &Track,
    signed: &[u8],
    open: &[u8],
    quality: Quality,
) -> (Result<AudioLocation, SourceError>, usize) {
    let (signed, open) = (signed.to_vec(), open.to_vec());
    let host = TestHost::new(move |request| {
        let is_signed = request.url.contains("/v5/url?");
        TestReply::new(200, if is_signed { signed.clone() } else { open.clone() })
    });
    let settings = Settings::default();
    let context = SourceContext { host: &host, settings: &settings };
    let location = host.clock.run(playback(context, track, quality));
    (location, host.network.take_calls().len())
}

fn jasmine() -> Track {
    search_in(recorded!("kugou/search_ok.json")).unwrap().remove(0)
}

#[test]
fn a_song_becomes_a_track() {
    let track = jasmine();
    assert_eq!(track.id.to_string(), format!("kugou:{ID}"));
    assert_eq!(track.title, "茉莉花");
    assert_eq!(track.artists, [Artist { id: "51".into(), name: "林小满".into() }]);
    assert_eq!(track.album.unwrap(), Album { id: "61".into(), name: "江南听雨".into() });
    assert_eq!(track.duration_ms, 213_000);
    assert_eq!(
        track.cover_url.as_deref(),
        Some("https://imge.kugou.com/stdmusic/480/20210501/x.jpg")
    );
    let offers: Vec<_> = track
        .qualities
        .iter()
        .map(|offer| (offer.quality, offer.bitrate_bps, offer.size_bytes, offer.file.as_str()))
        .collect();
    assert_eq!(
        offers,
        [
            (Quality::Standard, 128_000, Some(3_408_000), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-81"),
            (Quality::Exhigh, 320_000, Some(8_520_000), "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-81"),
            (Quality::Lossless, 800_000, Some(21_300_000), "cccccccccccccccccccccccccccccccc-81"),
        ]
    );
}

#[test]
fn what_may_be_heard_stands_beside_each_song() {
    let tracks = search_in(recorded!("kugou/search_ok.json")).unwrap();
    let shown: Vec<_> =
        tracks.iter().map(|track| (track.title.as_str(), track.availability)).collect();
    assert_eq!(
        shown,
        [
            ("茉莉花", Availability::Full),
            ("茉莉花 (Live)", Availability::Full),
            ("康定情歌", Availability::Vip),
            ("小白菜", Availability::Vip),
            ("敖包相会", Availability::Unknown),
        ],
        "a song without a file has no id"
    );
    assert_eq!(tracks[1].version_tags, [matching::VersionTag::Live], "the suffix says so");
    let names: Vec<_> = tracks[1].artists.iter().map(|artist| artist.name.as_str()).collect();
    assert_eq!(names, ["林小满", "Tom & Ann"], "out of the joined name");
}

#[test]
fn every_refused_search_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("kugou/search_limited.json"), Outcome::RateLimited),
        (recorded!("kugou/search_verification.json"), Outcome::Verification),
        (recorded!("kugou/search_login.json"), Outcome::LoginRequired),
        (recorded!("kugou/search_denied.json"), Outcome::NotFound),
        (recorded!("kugou/search_dead.json"), Outcome::UpstreamChanged),
        (recorded!("kugou/search_unknown_code.json"), Outcome::UpstreamError),
        (recorded!("kugou/search_no_status.json"), Outcome::UpstreamError),
        (recorded!("kugou/search_changed.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
        (recorded!("garbage.txt"), Outcome::UpstreamChanged),
    ] {
        let error = search_in(body).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
    assert_eq!(search_in(recorded!("kugou/search_empty.json")), Ok(Vec::new()));
}

#[test]
fn a_denied_song_has_its_data_all_the_same() {
    for (body, availability) in [
        (recorded!("kugou/info_ok.json"), Availability::Full),
        (recorded!("kugou/info_paid.json"), Availability::Vip),
        (recorded!("kugou/info_no_copyright.json"), Availability::Removed),
    ] {
        let track = detail_in(body).unwrap().unwrap();
        assert_eq!((track.title.as_str(), track.availability), ("茉莉花", availability));
        assert_eq!((track.duration_ms, track.qualities.len()), (213_000, 3));
    }
    assert_eq!(detail_in(recorded!("kugou/info_missing.json")), Ok(None));
}

#[test]
fn the_free_minute_is_not_taken_for_the_whole_by_who_was_never_shown_a_list() {
    let open = recorded!("kugou/info_trial.json");
    let track = detail_in(open).unwrap().unwrap();
    assert_eq!((track.duration_ms, track.availability), (0, Availability::Trial));
    let bitrates: Vec<_> = track.qualities.iter().map(|offer| offer.bitrate_bps).collect();
    assert_eq!(bitrates, [128_000, 320_000, 0], "the mean of a lossless file is not known either");
    for quality in [Quality::Standard, Quality::Lossless] {
        let error =
            play_track(&track, recorded!("kugou/url_minute.json"), open, quality).0.unwrap_err();
        assert_eq!(error.outcome, Outcome::TrialOnly, "{quality:?} {error}");
    }
    let whole = recorded!("kugou/url_ok.json");
    assert!(play_track(&track, whole, open, Quality::Lossless).0.is_ok());
    // Listed by its minute, before the size of the file was looked at.
    let listed = Track { duration_ms: 60_000, ..track };
    let error = play_track(&listed, b"", open, Quality::Standard).0.unwrap_err();
    assert_eq!(error.outcome, Outcome::TrialOnly);
}

#[test]
fn a_short_song_is_whole() {
    let short = String::from_utf8(recorded!("kugou/info_trial.json").to_vec()).unwrap();
    let short = short.replace("3408000", "960000");
    let track = detail_in(short.as_bytes()).unwrap().unwrap();
    assert_eq!((track.duration_ms, track.availability), (60_000, Availability::Full));
    assert!(play_track(&track, b"", short.as_bytes(), Quality::Standard).0.is_ok());
}

#[test]
fn every_refused_detail_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("kugou/info_limited.json"), Outcome::RateLimited),
        (recorded!("kugou/info_verification.json"), Outcome::Verification),
        (recorded!("kugou/info_paid_nameless.json"), Outcome::Vip),
        (recorded!("kugou/info_unknown_code.json"), Outcome::UpstreamError),
        (recorded!("kugou/info_nameless.json"), Outcome::UpstreamChanged),
        (recorded!("kugou/info_changed.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
    ] {
        assert_eq!(
            detail_in(body).unwrap_err().outcome,
            outcome,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
}

#[test]
fn standard_quality_needs_no_signature() {
    let (location, calls) =
        play(recorded!("page.html"), recorded!("kugou/info_ok.json"), Quality::Standard);
    let location = location.unwrap();
    assert_eq!(calls, 1);
    assert!(location.url.starts_with("https://sharefs.kugou.com/"));
    assert_eq!(location.backup_urls.len(), 1);
    assert_eq!((location.quality, location.bitrate_bps), (Quality::Standard, 128_000));
    assert_eq!((location.size_bytes, location.duration_ms), (Some(3_408_000), Some(213_000)));
    let now = TestClock::new().now();
    assert_eq!(location.expires_at.since(now).as_secs(), URL_LIFETIME.as_secs());
}

#[test]
fn a_higher_quality_is_signed_for_and_what_is_served_is_told() {
    let open = recorded!("kugou/info_limited.json");
    let (location, calls) = play(recorded!("kugou/url_ok.json"), open, Quality::Hires);
    let location = location.unwrap();
    assert_eq!(calls, 1);
    assert!(location.url.starts_with("https://sharefs3."), "backups answer outside the app");
    assert!(location.backup_urls[0].starts_with("https://sharefs."));
    assert_eq!((location.quality, location.codec), (Quality::Lossless, Codec::Flac));
    let lower = play(recorded!("kugou/url_lower.json"), open, Quality::Lossless).0.unwrap();
    assert_eq!((lower.quality, lower.bitrate_bps), (Quality::Standard, 128_000));
    let other = play(recorded!("kugou/url_other_hash.json"), open, Quality::Lossless).0.unwrap();
    assert_eq!(other.quality, Quality::Exhigh, "by bitrate, for a file that is not listed");
}

#[test]
fn a_refused_signature_falls_back_to_the_open_file() {
    for signed in [
        recorded!("kugou/url_verification.json"),
        recorded!("kugou/url_vip.json"),
        recorded!("kugou/url_changed.json"),
        recorded!("page.html"),
    ] {
        let (location, calls) = play(signed, recorded!("kugou/info_ok.json"), Quality::Lossless);
        assert_eq!((location.unwrap().quality, calls), (Quality::Standard, 2));
    }
}

#[test]
fn every_denied_signed_call_has_its_outcome() {
    // The open call fails, so that the signed one's denial is what remains.
    for (signed, outcome) in [
        (recorded!("kugou/url_vip.json"), Outcome::Vip),
        (recorded!("kugou/url_purchase.json"), Outcome::Purchase),
        (recorded!("kugou/url_trial.json"), Outcome::TrialOnly),
        (recorded!("kugou/url_minute.json"), Outcome::TrialOnly),
        (recorded!("kugou/url_denied.json"), Outcome::NotFound),
        (recorded!("kugou/url_no_urls.json"), Outcome::NotFound),
        (recorded!("kugou/url_login.json"), Outcome::LoginRequired),
        (recorded!("kugou/url_encrypted.json"), Outcome::NotFound),
        // Faults of both: the open call's is told.
        (recorded!("kugou/url_limited.json"), Outcome::UpstreamChanged),
        (recorded!("kugou/url_verification.json"), Outcome::UpstreamChanged),
        (recorded!("kugou/url_signature.json"), Outcome::UpstreamChanged),
    ] {
        let error = play(signed, recorded!("page.html"), Quality::Lossless).0.unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(signed));
    }
}

#[test]
fn every_denied_open_call_has_its_outcome() {
    for (open, outcome) in [
        (recorded!("kugou/info_paid.json"), Outcome::Vip),
        (recorded!("kugou/info_no_copyright.json"), Outcome::NotFound),
        (recorded!("kugou/info_missing.json"), Outcome::NotFound),
        (recorded!("kugou/info_limited.json"), Outcome::RateLimited),
        (recorded!("kugou/info_verification.json"), Outcome::Verification),
        (recorded!("kugou/info_trial.json"), Outcome::TrialOnly),
        (recorded!("kugou/info_encrypted.json"), Outcome::NotFound),
        (recorded!("kugou/info_changed.json"), Outcome::UpstreamChanged),
    ] {
        let error = play(b"", open, Quality::Standard).0.unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(open));
    }
}

#[test]
fn the_signed_call_carries_what_the_signature_covers() {
    let host = host(b"{}");
    let mut settings = Settings::default();
    settings.sources.kugou.device_id = "dev1".to_owned();
    settings.sources.kugou.common.cookie = "token=t0; userid=7".into();
    let context = SourceContext { host: &host, settings: &settings };
    let _ = host.clock.run(playback(context, &jasmine(), Quality::Exhigh));
    let request = host.network.take_calls().remove(0);
    assert!(request.headers.contains(&("x-router", "trackercdn.kugou.com".into())));
    let (base, query) = request.url.split_once('?').unwrap();
    assert_eq!(base, "https://gateway.kugou.com/v5/url");
    let pairs: Vec<(&str, &str)> =
        query.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    let (last, signed) = pairs.split_last().unwrap();
    assert_eq!(*last, ("signature", sign::android(signed, "").as_str()));
    for expected in [
        ("hash", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"),
        ("quality", "320"),
        ("album_id", "61"),
        ("album_audio_id", "81"),
        ("dfid", "dev1"),
        ("token", "t0"),
        ("userid", "7"),
        ("clienttime", "1767225600"),
    ] {
        assert!(signed.contains(&expected), "{expected:?} in {query}");
    }
}

#[test]
fn a_subscriber_asks_for_standard_quality_signed_as_well() {
    let host = host(recorded!("kugou/url_lower.json"));
    let mut settings = Settings::default();
    settings.sources.kugou.common.cookie = "token=t0".into();
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(playback(context, &jasmine(), Quality::Standard)).unwrap();
    assert!(host.network.take_calls()[0].url.contains("/v5/url?"));

    settings.sources.kugou.signed_playback = false;
    let context = SourceContext { host: &host, settings: &settings };
    let _ = host.clock.run(playback(context, &jasmine(), Quality::Lossless));
    assert!(host.network.take_calls()[0].url.contains("getSongInfo.php"));
}

proptest! {
    #[test]
    fn no_search_answer_panics(body in damaged(recorded!("kugou/search_ok.json"))) {
        let _ = search_in(&body);
    }

    #[test]
    fn no_detail_answer_panics(body in damaged(recorded!("kugou/info_ok.json"))) {
        let _ = detail_in(&body);
        let _ = play(&body, &body, Quality::Standard);
    }

    #[test]
    fn no_signed_answer_panics(body in damaged(recorded!("kugou/url_ok.json"))) {
        if let Ok(location) = play(&body, b"", Quality::Lossless).0 {
            prop_assert!(location.url.starts_with("http"));
        }
    }
}
