//! Recorded answers through the whole adapter: the three ways to a track, and what each answer
//! means.

use proptest::prelude::*;

use super::*;
use crate::{
    catalog::{
        model::Codec,
        sources::text::mutation::{damaged, damaged_within},
    },
    settings::Settings,
    testing::{TestClock, TestHost, TestReply},
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
    host.clock.run(search(SourceContext { host: &host, settings: &settings }, "茉莉花", PAGE))
}

const ID: &str = "a+b/cdEFgh1jasmine==";

/// A host whose three ways answer one body each; `None` is a way that is gone.
fn ways(call: Option<&[u8]>, page: Option<&[u8]>, older: Option<&[u8]>) -> TestHost {
    let [call, page, older] = [call, page, older].map(|body| body.map(<[u8]>::to_vec));
    TestHost::new(move |request| {
        let body = if request.url.contains("/page/single?") {
            &call
        } else if request.url.contains("/single/") {
            &page
        } else {
            &older
        };
        body.clone().map_or_else(|| TestReply::new(503, ""), |body| TestReply::new(200, body))
    })
}

fn legacy() -> Settings {
    let mut settings = Settings::default();
    settings.sources.joox.legacy = true;
    settings
}

fn detail_from(host: &TestHost) -> Result<Option<Track>, SourceError> {
    let settings = legacy();
    host.clock.run(detail(SourceContext { host, settings: &settings }, ID))
}

fn play_from(host: &TestHost, quality: Quality) -> Result<AudioLocation, SourceError> {
    let settings = legacy();
    host.clock.run(playback(SourceContext { host, settings: &settings }, &jasmine(), quality))
}

fn play(body: &[u8]) -> Result<AudioLocation, SourceError> {
    play_from(&ways(Some(body), None, None), Quality::Lossless)
}

fn jasmine() -> Track {
    search_in(recorded!("joox/search_ok.json")).unwrap().remove(0)
}

#[test]
fn a_hit_becomes_a_track_whether_listed_or_alone() {
    let tracks = search_in(recorded!("joox/search_ok.json")).unwrap();
    let shown: Vec<_> =
        tracks.iter().map(|track| (track.title.as_str(), track.availability)).collect();
    assert_eq!(
        shown,
        [
            ("茉莉花", Availability::Full),
            ("茉莉花 (Live) & 雨", Availability::Full),
            ("康定情歌", Availability::Vip),
            ("繡荷包", Availability::Unknown),
        ],
        "empty lists and what is no track are left out"
    );
    let track = &tracks[0];
    assert_eq!(track.id, TrackId::new(Source::Joox, ID));
    assert_eq!(track.artists, [Artist { id: "artL==".into(), name: "林小滿".into() }]);
    assert_eq!(track.album.as_ref().unwrap().name, "江南聽雨");
    assert_eq!(track.duration_ms, 215_000);
    assert_eq!(
        track.cover_url.as_deref(),
        Some("https://image.joox.com/JOOXcover/0/c/300?a=1&b=2")
    );
    assert_eq!(tracks[1].version_tags, [matching::VersionTag::Live]);
}

#[test]
fn pages_are_cut_from_the_one_answer() {
    let (host, settings) = (host(recorded!("joox/search_ok.json")), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    let titles = |size, number| {
        let found = host.clock.run(search(context, "茉莉花", Page { size, number })).unwrap();
        found.into_iter().map(|track| track.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(3, 1), ["繡荷包"]);
    assert!(titles(3, 2).is_empty());
    assert!(titles(100, u32::MAX).is_empty());
}

#[test]
fn a_search_without_tracks_is_empty_and_without_the_list_it_changed() {
    assert_eq!(search_in(recorded!("joox/search_empty.json")), Ok(Vec::new()));
    for body in
        [recorded!("joox/search_changed.json"), recorded!("page.html"), recorded!("garbage.txt")]
    {
        assert_eq!(search_in(body).unwrap_err().outcome, Outcome::UpstreamChanged);
    }
    let limited = TestHost::new(|_| TestReply::new(429, "").header("retry-after", "7"));
    let settings = Settings::default();
    let context = SourceContext { host: &limited, settings: &settings };
    let error = limited.clock.run(search(context, "茉莉花", PAGE)).unwrap_err();
    assert_eq!(error.outcome, Outcome::RateLimited);
    assert_eq!(error.retry_after, Some(Duration::from_secs(7)));
}

#[test]
fn an_id_reaches_the_source_whole() {
    let host = ways(None, None, None);
    detail_from(&host).unwrap_err();
    let urls: Vec<String> = host.network.take_calls().into_iter().map(|call| call.url).collect();
    assert!(
        urls[0].contains("/page/single?country=hk&lang=zh_TW&id=a%2Bb%2FcdEFgh1jasmine%3D%3D&")
    );
    assert!(urls[0].contains("&regionURI=hk-zh_tw&num=10&device=desktop"));
    assert_eq!(urls[1], "https://www.joox.com/hk/single/a%2Bb%2FcdEFgh1jasmine%3D%3D");
    assert!(urls[2].contains("web_get_songinfo?songid=a%2Bb%2FcdEFgh1jasmine%3D%3D&"));
}

#[test]
fn each_way_leads_to_the_next_and_an_answer_is_final() {
    let call = recorded!("joox/single_ok.json");
    let page = recorded!("joox/page_ok.html");
    let older = recorded!("joox/songinfo_ok.txt");
    for (host, calls) in [
        (ways(Some(call), None, None), 1),
        (ways(Some(recorded!("page.html")), Some(page), None), 2),
        (ways(None, Some(page), None), 2),
        (ways(None, Some(recorded!("joox/page_changed.html")), Some(older)), 3),
        (ways(None, None, Some(older)), 3),
    ] {
        let track = detail_from(&host).unwrap().unwrap();
        assert_eq!((track.title.as_str(), track.duration_ms), ("茉莉花", 215_000));
        assert_eq!(host.network.take_calls().len(), calls);
        assert_eq!(play_from(&host, Quality::Exhigh).unwrap().quality, Quality::Exhigh);
    }
    let denied = ways(Some(recorded!("joox/single_vip.json")), Some(page), Some(older));
    assert_eq!(play_from(&denied, Quality::Exhigh).unwrap_err().outcome, Outcome::Vip);
    assert_eq!(denied.network.take_calls().len(), 1, "a denial is an answer");

    let host = ways(None, None, None);
    assert_eq!(detail_from(&host).unwrap_err().outcome, Outcome::UpstreamError);
    let settings = Settings::default();
    host.network.take_calls();
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(detail(context, ID)).unwrap_err();
    assert_eq!(host.network.take_calls().len(), 2, "the older call is off by default");
}

#[test]
fn a_track_is_absent_when_an_answer_or_both_pages_say_so() {
    for host in [
        ways(Some(recorded!("joox/single_missing.json")), None, None),
        ways(None, Some(recorded!("joox/page_missing.html")), None),
        TestHost::new(|_| TestReply::new(404, "")),
    ] {
        assert_eq!(detail_from(&host), Ok(None));
        let error = play_from(&host, Quality::Standard).unwrap_err();
        assert_eq!(error.outcome, Outcome::NotFound);
    }
}

#[test]
fn the_best_file_up_to_the_wanted_quality_is_taken() {
    let location = play(recorded!("joox/single_ok.json")).unwrap();
    assert_eq!(
        location.url,
        "https://hk.stream.music.joox.com/M800abc.mp3?hdnts=exp=1779889530~acl=/*~hmac=0&from=web"
    );
    assert_eq!((location.quality, location.codec), (Quality::Exhigh, Codec::Mp3));
    assert_eq!(location.expires_at, Timestamp::from_secs(1_779_889_530));
    assert_eq!(location.duration_ms, Some(215_000));

    let host = ways(Some(recorded!("joox/single_ok.json")), None, None);
    assert_eq!(play_from(&host, Quality::High).unwrap().bitrate_bps, 128_000);
    let plain = play(recorded!("joox/single_objects.json")).unwrap();
    let now = TestClock::new().now();
    assert_eq!(plain.expires_at.since(now).as_secs(), 6000, "when the URL does not say");
}

#[test]
fn every_denied_track_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("joox/single_vip.json"), Outcome::Vip),
        (recorded!("joox/single_vip_flag.json"), Outcome::Vip),
        (recorded!("joox/single_trial.json"), Outcome::TrialOnly),
        (recorded!("joox/single_short.json"), Outcome::TrialOnly),
        (recorded!("joox/single_region.json"), Outcome::Region),
        (recorded!("joox/single_no_urls.json"), Outcome::NotFound),
        (recorded!("joox/single_encrypted.json"), Outcome::NotFound),
        (recorded!("joox/single_error.json"), Outcome::UpstreamError),
        (recorded!("joox/single_status.json"), Outcome::UpstreamError),
    ] {
        let error = play(body).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
    for body in [recorded!("joox/single_changed.json"), recorded!("page.html")] {
        let host = ways(Some(body), Some(recorded!("page.html")), Some(body));
        let error = play_from(&host, Quality::Standard).unwrap_err();
        assert_eq!(error.outcome, Outcome::UpstreamChanged);
    }
}

#[test]
fn the_length_of_a_clip_is_not_the_tracks() {
    for (body, availability) in [
        (recorded!("joox/single_vip.json"), Availability::Vip),
        (recorded!("joox/single_trial.json"), Availability::Trial),
    ] {
        let track = detail_from(&ways(Some(body), None, None)).unwrap().unwrap();
        assert_eq!((track.duration_ms, track.availability), (0, availability));
        assert!(track.qualities.is_empty());
    }
}

#[test]
fn the_older_call_states_sizes_in_either_form() {
    let way = |body| ways(None, None, Some(body));
    let location = play_from(&way(recorded!("joox/songinfo_ok.txt")), Quality::Lossless).unwrap();
    assert_eq!((location.quality, location.size_bytes), (Quality::Exhigh, Some(8_600_000)));
    let object = play_from(&way(recorded!("joox/songinfo_object.txt")), Quality::Lossless);
    assert_eq!(object.unwrap().size_bytes, Some(3_440_000));
    for (body, outcome) in [
        (recorded!("joox/songinfo_login.txt"), Outcome::LoginRequired),
        (recorded!("joox/songinfo_unknown_code.txt"), Outcome::UpstreamError),
        (recorded!("joox/songinfo_no_urls.txt"), Outcome::NotFound),
    ] {
        let error = play_from(&way(body), Quality::Standard).unwrap_err();
        assert_eq!(error.outcome, outcome, "{}", String::from_utf8_lossy(body));
    }
}

proptest! {
    #[test]
    fn no_search_answer_panics(body in damaged(recorded!("joox/search_ok.json"))) {
        let _ = search_in(&body);
    }

    #[test]
    fn no_answer_about_a_track_panics(body in damaged(recorded!("joox/single_ok.json"))) {
        let _ = detail_from(&ways(Some(&body), None, Some(&body)));
        if let Ok(location) = play(&body) {
            prop_assert!(location.url.starts_with("http"));
            prop_assert!(!location.url.contains("clip"));
        }
    }

    #[test]
    fn no_page_around_a_track_and_no_older_answer_panics(
        page in damaged_within(recorded!("joox/page_ok.html")),
        older in damaged_within(recorded!("joox/songinfo_ok.txt")),
    ) {
        let _ = detail_from(&ways(None, Some(&page), Some(&older)));
        for host in [ways(None, Some(&page), None), ways(None, None, Some(&older))] {
            if let Ok(location) = play_from(&host, Quality::Lossless) {
                prop_assert!(location.url.starts_with("http"));
            }
        }
    }

    #[test]
    fn no_page_panics(body in any::<Vec<u8>>()) {
        let _ = detail_from(&ways(None, Some(&body), Some(&body)));
    }
}
