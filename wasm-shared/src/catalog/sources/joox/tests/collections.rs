use proptest::prelude::*;

use super::{super::*, ID, host};
use crate::{
    catalog::{
        collection::{Collection, CollectionKind, CollectionPage},
        sources::text::mutation::damaged,
    },
    settings::Settings,
    testing::{TestHost, TestReply},
};

const TWO: Page = Page { size: 2, number: 0 };
const ALBUM: &str = "album+A/1==";
const CHART: &str = "chart+1/a==";

fn found_from(
    host: &TestHost,
    kind: CollectionKind,
    page: Page,
) -> Result<Vec<Collection>, SourceError> {
    let settings = Settings::default();
    let context = SourceContext { host, settings: &settings };
    host.clock.run(search_collections(context, kind, "茉莉 花", page))
}

fn found_in(kind: CollectionKind, body: &[u8]) -> Result<Vec<Collection>, SourceError> {
    found_from(&host(body), kind, TWO)
}

fn opened_from(
    host: &TestHost,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let settings = Settings::default();
    host.clock.run(collection(SourceContext { host, settings: &settings }, kind, id, page))
}

fn album_in(body: &[u8]) -> Result<Option<CollectionPage>, SourceError> {
    opened_from(&host(body), CollectionKind::Album, ALBUM, TWO)
}

fn chart_in(body: &[u8]) -> Result<Option<CollectionPage>, SourceError> {
    opened_from(&host(body), CollectionKind::Chart, CHART, TWO)
}

fn charts_in(body: &[u8]) -> Result<Vec<Collection>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(charts(SourceContext { host: &host, settings: &settings }))
}

fn outcome<T>(result: Result<T, SourceError>) -> Outcome {
    result.err().map_or(Outcome::Ok, |error| error.outcome)
}

#[test]
fn albums_artists_and_playlists_are_found_listed_or_alone() {
    let albums = found_in(CollectionKind::Album, recorded!("joox/albums_ok.json")).unwrap();
    let names: Vec<_> = albums.iter().map(|album| album.name.as_str()).collect();
    assert_eq!(names, ["江南聽雨", "Hymns & Finales"], "what cannot be opened is left out");
    assert_eq!(albums[0].id.to_string(), format!("joox:{ALBUM}"));
    assert_eq!(albums[0].artists, [Artist { id: "artL==".into(), name: "林小滿".into() }]);
    assert_eq!(albums[0].published_on.as_deref(), Some("2021-05-01"));
    assert_eq!(albums[0].cover_url.as_deref(), Some("https://image.joox.com/JOOXcover/0/c/300"));
    let artists = found_in(CollectionKind::Artist, recorded!("joox/artists_ok.json")).unwrap();
    assert_eq!((artists[0].name.as_str(), artists[1].name.as_str()), ("林小滿", "Tom & Ann"));
    let lists = found_in(CollectionKind::Playlist, recorded!("joox/sections_ok.json")).unwrap();
    let names: Vec<_> = lists.iter().map(|list| list.name.as_str()).collect();
    assert_eq!(names, ["聽遍所有 & 更多", "現場的聲音"], "albums and songs are in other sections");
}

#[test]
fn pages_of_a_search_are_cut_from_the_one_answer() {
    let host = host(recorded!("joox/albums_ok.json"));
    let second = Page { size: 1, number: 1 };
    let albums = found_from(&host, CollectionKind::Album, second).unwrap();
    assert_eq!(albums[0].name, "Hymns & Finales");
    let beyond = Page { size: 1, number: 2 };
    assert_eq!(found_from(&host, CollectionKind::Album, beyond), Ok(Vec::new()));
    assert_eq!(
        host.network.take_calls()[0].url,
        "https://cache.api.joox.com/openjoox/v2/search_type\
         ?country=hk&lang=zh_TW&key=%E8%8C%89%E8%8E%89%20%E8%8A%B1&type=1"
    );
}

#[test]
fn a_search_without_hits_is_empty_and_without_its_list_it_changed() {
    use CollectionKind::{Album, Artist, Chart, Playlist};
    for (kind, body) in [
        (Album, recorded!("joox/albums_empty.json")),
        (Artist, recorded!("joox/albums_empty.json")),
        (Playlist, recorded!("joox/sections_empty.json")),
    ] {
        assert_eq!(found_in(kind, body), Ok(Vec::new()));
    }
    for (kind, body, expected) in [
        (Album, recorded!("joox/albums_changed.json"), Outcome::UpstreamChanged),
        (Artist, recorded!("joox/artists_changed.json"), Outcome::UpstreamChanged),
        (Playlist, recorded!("joox/sections_changed.json"), Outcome::UpstreamChanged),
        (Playlist, recorded!("page.html"), Outcome::UpstreamChanged),
        (Album, recorded!("garbage.txt"), Outcome::UpstreamChanged),
        (Chart, recorded!("joox/albums_ok.json"), Outcome::Disabled),
    ] {
        assert_eq!(outcome(found_in(kind, body)), expected, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn an_album_opens_by_an_id_that_is_fit_for_a_path() {
    let host = host(recorded!("joox/album_ok.json"));
    let third = Page { size: 2, number: 2 };
    let opened = opened_from(&host, CollectionKind::Album, ALBUM, third).unwrap().unwrap();
    assert_eq!(
        host.network.take_calls()[0].url,
        "https://api-jooxtt.sanook.com/openjoox/v1/album/album%2BA_1%3D%3D/tracks\
         ?country=hk&lang=zh_TW&index=4&num=2"
    );
    let album = opened.collection;
    assert_eq!((album.id.id.as_str(), album.name.as_str()), (ALBUM, "江南聽雨"));
    assert_eq!(album.description.as_deref(), Some("雨聲 & 絲竹"));
    assert_eq!((album.track_count, album.artists.len()), (Some(12), 1));
    assert_eq!(
        album.cover_url.as_deref(),
        Some("https://image.joox.com/JOOXcover/0/c/300?a=1&b=2"),
        "its tracks have it"
    );
    assert_eq!(opened.tracks[0].id, TrackId::new(Source::Joox, ID));
    assert!(opened.has_more);
    assert!(!album_in(recorded!("joox/album_last.json")).unwrap().unwrap().has_more);
}

#[test]
fn an_artist_is_named_by_their_tracks() {
    let host = host(recorded!("joox/artist_ok.json"));
    let artist = opened_from(&host, CollectionKind::Artist, "artL==", TWO).unwrap().unwrap();
    assert_eq!((artist.collection.name.as_str(), artist.tracks.len()), ("林小滿", 2));
    assert!(artist.has_more);
    let stranger = opened_from(&host, CollectionKind::Artist, "artX==", TWO);
    assert_eq!(outcome(stranger), Outcome::UpstreamChanged);
}

#[test]
fn a_playlist_and_a_chart_open_and_say_what_may_be_heard() {
    let host = host(recorded!("joox/playlist_ok.json"));
    let list = opened_from(&host, CollectionKind::Playlist, "list+1/a==", TWO).unwrap().unwrap();
    assert_eq!((list.collection.track_count, list.has_more), (Some(84), true));
    let heard: Vec<_> = list.tracks.iter().map(|track| track.availability).collect();
    assert_eq!(heard, [Availability::Full, Availability::Full, Availability::Unknown]);

    let chart = chart_in(recorded!("joox/chart_ok.json")).unwrap().unwrap();
    assert_eq!((chart.collection.name.as_str(), chart.tracks.len()), ("熱歌榜", 2));
    assert_eq!(chart.collection.published_on.as_deref(), Some("2026-11-20"));
    assert!(chart.has_more);
    let host = super::host(recorded!("joox/chart_ok.json"));
    let second = Page { size: 2, number: 1 };
    let rest = opened_from(&host, CollectionKind::Chart, CHART, second).unwrap().unwrap();
    assert_eq!((rest.tracks.len(), rest.has_more), (1, false));
}

#[test]
fn a_chart_that_does_not_name_itself_is_looked_up_among_the_charts() {
    let answering = |list: &'static [u8]| {
        TestHost::new(move |request| {
            let detail = request.url.contains("/chartDetail?");
            TestReply::new(200, if detail { recorded!("joox/chart_alone.json") } else { list })
        })
    };
    let open = |host: &TestHost| opened_from(host, CollectionKind::Chart, "7", TWO);
    let chart = open(&answering(recorded!("joox/charts_ok.json"))).unwrap().unwrap();
    assert_eq!((chart.collection.name.as_str(), chart.tracks.len()), ("R&B 榜", 1));
    let nameless = open(&answering(recorded!("joox/charts_empty.json")));
    assert_eq!(outcome(nameless), Outcome::UpstreamChanged);
}

#[test]
fn an_absent_collection_is_none() {
    for body in [recorded!("joox/album_missing.json"), recorded!("joox/album_none.json")] {
        assert_eq!(album_in(body), Ok(None));
    }
    assert_eq!(chart_in(recorded!("joox/chart_missing.json")), Ok(None));
    let gone = TestHost::new(|_| TestReply::new(404, "not found"));
    for kind in CollectionKind::ALL {
        assert_eq!(opened_from(&gone, kind, ALBUM, TWO), Ok(None));
    }
}

#[test]
fn every_refused_collection_has_its_outcome() {
    for (opened, expected) in [
        (album_in(recorded!("joox/album_limited.json")), Outcome::RateLimited),
        (album_in(recorded!("joox/album_login.json")), Outcome::LoginRequired),
        (album_in(recorded!("joox/album_error.json")), Outcome::UpstreamError),
        (album_in(recorded!("joox/album_nameless.json")), Outcome::UpstreamChanged),
        (album_in(recorded!("joox/album_changed.json")), Outcome::UpstreamChanged),
        (album_in(recorded!("page.html")), Outcome::UpstreamChanged),
        (chart_in(recorded!("joox/chart_changed.json")), Outcome::UpstreamChanged),
        (chart_in(recorded!("garbage.txt")), Outcome::UpstreamChanged),
    ] {
        assert_eq!(outcome(opened), expected);
    }
    for (status, expected) in [
        (401, Outcome::LoginRequired),
        (403, Outcome::Verification),
        (429, Outcome::RateLimited),
        (500, Outcome::UpstreamError),
    ] {
        let host = TestHost::new(move |_| TestReply::new(status, ""));
        let opened = opened_from(&host, CollectionKind::Album, ALBUM, TWO);
        assert_eq!(outcome(opened), expected, "{status}");
    }
}

#[test]
fn charts_are_listed() {
    let charts = charts_in(recorded!("joox/charts_ok.json")).unwrap();
    let names: Vec<_> =
        charts.iter().map(|chart| (chart.id.id.as_str(), chart.name.as_str())).collect();
    assert_eq!(names, [(CHART, "熱歌榜"), ("7", "R&B 榜")]);
    let days: Vec<_> = charts.iter().map(|chart| chart.published_on.as_deref()).collect();
    assert_eq!(days, [Some("2026-11-20"), None]);
    assert_eq!(charts_in(recorded!("joox/charts_empty.json")), Ok(Vec::new()));
    assert_eq!(outcome(charts_in(recorded!("joox/charts_changed.json"))), Outcome::UpstreamChanged);
}

#[test]
fn covers_come_in_the_nearest_size() {
    for (cover, pixels, expected) in [
        (
            "https://image.joox.com/JOOXcover/0/c/300",
            16,
            "https://image.joox.com/JOOXcover/0/c/100",
        ),
        (
            "https://image.joox.com/JOOXcover/0/c/300",
            500,
            "https://image.joox.com/JOOXcover/0/c/640",
        ),
        (
            "https://image.joox.com/JOOXcover/0/c/300?a=1/2&b=2",
            2000,
            "https://image.joox.com/JOOXcover/0/c/1000?a=1/2&b=2",
        ),
        (
            "https://imgcache.joox.com/music/photo/a.jpg",
            300,
            "https://imgcache.joox.com/music/photo/a.jpg",
        ),
        ("https://h/other/300", 100, "https://h/other/300"),
    ] {
        assert_eq!(cover_of_size(cover, pixels), expected);
    }
}

proptest! {
    #[test]
    fn no_list_that_was_searched_for_panics(
        albums in damaged(recorded!("joox/albums_ok.json")),
        artists in damaged(recorded!("joox/artists_ok.json")),
        sections in damaged(recorded!("joox/sections_ok.json")),
    ) {
        let _ = found_in(CollectionKind::Album, &albums);
        let _ = found_in(CollectionKind::Artist, &artists);
        let _ = found_in(CollectionKind::Playlist, &sections);
    }

    #[test]
    fn no_opened_collection_panics(
        album in damaged(recorded!("joox/album_ok.json")),
        artist in damaged(recorded!("joox/artist_ok.json")),
        playlist in damaged(recorded!("joox/playlist_ok.json")),
        chart in damaged(recorded!("joox/chart_ok.json")),
        charts in damaged(recorded!("joox/charts_ok.json")),
    ) {
        let _ = album_in(&album);
        let _ = opened_from(&host(&artist), CollectionKind::Artist, "artL==", TWO);
        let _ = opened_from(&host(&playlist), CollectionKind::Playlist, "list==", TWO);
        let _ = chart_in(&chart);
        let _ = charts_in(&charts);
    }

    #[test]
    fn any_cover_is_survived(cover in "(https://|/JOOXcover/|/|300|\\?|\\PC){0,10}", pixels in any::<u32>()) {
        let _ = cover_of_size(&cover, pixels);
    }
}
