use proptest::prelude::*;

use super::{super::*, host, request};
use crate::{
    catalog::{
        collection::{Collection, CollectionKind, CollectionPage},
        sources::text::mutation::damaged,
    },
    settings::Settings,
};

const TWO: Page = Page { size: 2, number: 0 };

fn found_in(kind: CollectionKind, body: &[u8]) -> Result<Vec<Collection>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(search_collections(context, kind, "茉莉花", TWO))
}

fn opened_in(
    kind: CollectionKind,
    id: &str,
    body: &[u8],
) -> Result<Option<CollectionPage>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(collection(context, kind, id, TWO))
}

fn album_in(body: &[u8]) -> Result<Option<CollectionPage>, SourceError> {
    opened_in(CollectionKind::Album, "001qalbumrain", body)
}

fn artist_in(body: &[u8]) -> Result<Option<CollectionPage>, SourceError> {
    opened_in(CollectionKind::Artist, "001qsingerlin", body)
}

fn playlist_in(body: &[u8]) -> Result<Option<CollectionPage>, SourceError> {
    opened_in(CollectionKind::Playlist, "7001", body)
}

fn chart_in(body: &[u8]) -> Result<Option<CollectionPage>, SourceError> {
    opened_in(CollectionKind::Chart, "26", body)
}

fn charts_in(body: &[u8]) -> Result<Vec<Collection>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(charts(SourceContext { host: &host, settings: &settings }))
}

fn suggestions_in(body: &[u8]) -> Result<Vec<String>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(suggestions(SourceContext { host: &host, settings: &settings }, "茉莉"))
}

fn outcome<T>(result: Result<T, SourceError>) -> Outcome {
    result.err().map_or(Outcome::Ok, |error| error.outcome)
}

#[test]
fn albums_are_found_with_whose_they_are_and_when_they_came_out() {
    let albums = found_in(CollectionKind::Album, recorded!("qq/albums_ok.json")).unwrap();
    let shown: Vec<_> = albums
        .iter()
        .map(|album| {
            let artists: Vec<_> =
                album.artists.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
            (album.id.to_string(), album.name.as_str(), artists)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (
                "qq:001qalbumrain".to_owned(),
                "江南听雨",
                vec![("001qsingerlin", "林小满"), ("001qsingersu", "苏婉清")]
            ),
            (
                "qq:001qalbumhymns".to_owned(),
                "Hymns & Finales",
                vec![("", "Tom & Ann"), ("", "白鹭合唱团")]
            ),
        ],
        "what has no name, no id or no known shape is left out"
    );
    assert_eq!(albums[0].published_on.as_deref(), Some("2021-05-01"));
    assert_eq!((albums[0].track_count, albums[1].track_count), (Some(12), None));
    assert_eq!(albums[1].published_on, None);
    assert_eq!(
        albums[0].cover_url.as_deref(),
        Some("https://y.gtimg.cn/music/photo_new/T002R500x500M000001qalbumrain.jpg")
    );
}

#[test]
fn singers_and_playlists_are_found() {
    let singers = found_in(CollectionKind::Artist, recorded!("qq/singers_ok.json")).unwrap();
    let names: Vec<_> = singers.iter().map(|singer| singer.name.as_str()).collect();
    assert_eq!(names, ["林小满", "Tom & Ann"]);
    assert_eq!(
        singers[0].cover_url.as_deref(),
        Some("https://y.gtimg.cn/music/photo_new/T001R500x500M000001qsingerlin.jpg")
    );
    let lists = found_in(CollectionKind::Playlist, recorded!("qq/playlists_ok.json")).unwrap();
    assert_eq!((lists[0].id.to_string().as_str(), lists[0].track_count), ("qq:7001", Some(84)));
    assert_eq!(lists[0].creator.as_deref(), Some("听雨的人"));
    assert_eq!(lists[0].description.as_deref(), Some("从头到尾\n慢慢听 & 不着急"));
    assert_eq!(
        lists[0].cover_url.as_deref(),
        Some("https://qpic.y.qq.com/music_cover/abc/300?n=1")
    );
    assert_eq!((lists[1].creator.as_deref(), lists[1].description.as_deref()), (None, None));
}

#[test]
fn every_refused_search_for_a_collection_has_its_outcome() {
    use CollectionKind::{Album, Artist, Chart, Playlist};
    for (kind, body, expected) in [
        (Album, recorded!("qq/albums_limited.json"), Outcome::RateLimited),
        (Album, recorded!("qq/albums_changed.json"), Outcome::UpstreamChanged),
        (Artist, recorded!("qq/singers_changed.json"), Outcome::UpstreamChanged),
        (Artist, recorded!("qq/search_login.json"), Outcome::LoginRequired),
        (Playlist, recorded!("qq/playlists_verification.json"), Outcome::Verification),
        (Playlist, recorded!("qq/playlists_changed.json"), Outcome::UpstreamChanged),
        (Playlist, recorded!("page.html"), Outcome::UpstreamChanged),
        (Album, recorded!("garbage.txt"), Outcome::UpstreamChanged),
        (Chart, recorded!("qq/albums_ok.json"), Outcome::Disabled),
    ] {
        assert_eq!(outcome(found_in(kind, body)), expected, "{}", String::from_utf8_lossy(body));
    }
    for (kind, body) in [
        (Album, recorded!("qq/albums_empty.json")),
        (Artist, recorded!("qq/singers_empty.json")),
        (Playlist, recorded!("qq/playlists_empty.json")),
    ] {
        assert_eq!(found_in(kind, body), Ok(Vec::new()));
    }
}

#[test]
fn an_album_opens_with_a_page_of_its_songs() {
    let opened = album_in(recorded!("qq/album_ok.json")).unwrap().unwrap();
    let album = opened.collection;
    assert_eq!((album.name.as_str(), album.track_count), ("江南听雨", Some(12)));
    assert_eq!(album.description.as_deref(), Some("雨声里的十二首。\nR&B 与丝竹"));
    assert_eq!(album.published_on.as_deref(), Some("2021-05-01"));
    assert_eq!(album.artists[0].name, "林小满");
    let titles: Vec<_> = opened.tracks.iter().map(|track| track.title.as_str()).collect();
    assert_eq!(titles, ["茉莉花", "茉莉花 (Live)"]);
    assert!(opened.has_more);
    assert!(!album_in(recorded!("qq/album_last.json")).unwrap().unwrap().has_more);
}

#[test]
fn a_singer_a_playlist_and_a_chart_open() {
    let singer = artist_in(recorded!("qq/artist_ok.json")).unwrap().unwrap();
    assert_eq!(singer.collection.aliases, ["Lin Xiaoman"]);
    assert_eq!(singer.collection.description.as_deref(), Some("江南人"));
    assert_eq!((singer.tracks.len(), singer.collection.track_count), (2, Some(33)));

    let playlist = playlist_in(recorded!("qq/playlist_ok.json")).unwrap().unwrap();
    assert_eq!(playlist.collection.id.to_string(), "qq:7001");
    assert_eq!(playlist.collection.creator.as_deref(), Some("听雨的人 & 友"));
    assert!(playlist.has_more);

    let chart = chart_in(recorded!("qq/chart_ok.json")).unwrap().unwrap();
    assert_eq!(
        (chart.collection.name.as_str(), chart.collection.track_count),
        ("热歌榜", Some(300))
    );
    assert_eq!(chart.collection.published_on.as_deref(), Some("2026-11-20"));
    assert!(chart.has_more);
}

#[test]
fn an_absent_collection_is_none() {
    for body in [recorded!("qq/album_missing.json"), recorded!("qq/album_null.json")] {
        assert_eq!(album_in(body), Ok(None));
    }
    assert_eq!(artist_in(recorded!("qq/artist_missing.json")), Ok(None));
    for body in [
        recorded!("qq/playlist_missing.json"),
        recorded!("qq/playlist_error.json"),
        recorded!("qq/playlist_error_inside.json"),
    ] {
        assert_eq!(playlist_in(body), Ok(None));
    }
    for body in [recorded!("qq/chart_missing.json"), recorded!("qq/chart_null.json")] {
        assert_eq!(chart_in(body), Ok(None));
    }
}

#[test]
fn ids_that_no_playlist_or_chart_could_have_are_not_asked_for() {
    for (kind, id) in [
        (CollectionKind::Playlist, "abc"),
        (CollectionKind::Chart, "abc"),
        (CollectionKind::Chart, "99999999999"),
        (CollectionKind::Chart, "201"),
    ] {
        let (host, settings) = (host(b""), Settings::default());
        let context = SourceContext { host: &host, settings: &settings };
        assert_eq!(host.clock.run(collection(context, kind, id, TWO)), Ok(None), "{id}");
        assert!(host.network.take_calls().is_empty());
    }
}

#[test]
fn every_refused_collection_has_its_outcome() {
    for (opened, expected) in [
        (album_in(recorded!("qq/album_limited.json")), Outcome::RateLimited),
        (album_in(recorded!("qq/album_login.json")), Outcome::LoginRequired),
        (album_in(recorded!("qq/album_half.json")), Outcome::UpstreamChanged),
        (album_in(recorded!("qq/album_changed.json")), Outcome::UpstreamChanged),
        (artist_in(recorded!("qq/artist_verification.json")), Outcome::Verification),
        (artist_in(recorded!("qq/artist_changed.json")), Outcome::UpstreamChanged),
        (playlist_in(recorded!("qq/playlist_limited.json")), Outcome::RateLimited),
        (playlist_in(recorded!("qq/playlist_signature.json")), Outcome::UpstreamChanged),
        (playlist_in(recorded!("qq/playlist_changed.json")), Outcome::UpstreamChanged),
        (chart_in(recorded!("qq/chart_login.json")), Outcome::LoginRequired),
        (chart_in(recorded!("qq/chart_changed.json")), Outcome::UpstreamChanged),
        (chart_in(recorded!("page.html")), Outcome::UpstreamChanged),
        (album_in(recorded!("qq/gateway_refused.json")), Outcome::UpstreamError),
    ] {
        assert_eq!(outcome(opened), expected);
    }
}

#[test]
fn charts_are_listed_once_and_without_films() {
    let charts = charts_in(recorded!("qq/charts_ok.json")).unwrap();
    let names: Vec<_> =
        charts.iter().map(|chart| (chart.id.to_string(), chart.name.as_str())).collect();
    assert_eq!(
        names,
        [
            ("qq:26".to_owned(), "热歌榜"),
            ("qq:62".to_owned(), "飙升榜"),
            ("qq:3".to_owned(), "R&B 榜")
        ]
    );
    assert_eq!(charts[0].description.as_deref(), Some("最热的歌\n每日更新"));
    assert_eq!(charts[1].cover_url.as_deref(), Some("https://y.gtimg.cn/a.jpg"));
    assert_eq!((charts[1].track_count, charts[1].published_on.as_deref()), (None, None));
    assert_eq!(charts_in(recorded!("qq/charts_empty.json")), Ok(Vec::new()));
    assert_eq!(outcome(charts_in(recorded!("qq/charts_limited.json"))), Outcome::RateLimited);
    assert_eq!(outcome(charts_in(recorded!("qq/charts_changed.json"))), Outcome::UpstreamChanged);
}

#[test]
fn suggestions_are_names_each_once() {
    let suggested = suggestions_in(recorded!("qq/suggestions_ok.json")).unwrap();
    assert_eq!(suggested, ["茉莉花", "茉莉花 (Live)", "Jasmine & Co"]);
    for body in [recorded!("qq/suggestions_empty.json"), recorded!("qq/suggestions_none.json")] {
        assert_eq!(suggestions_in(body), Ok(Vec::new()));
    }
    for (body, expected) in [
        (recorded!("qq/suggestions_limited.json"), Outcome::RateLimited),
        (recorded!("qq/suggestions_changed.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
    ] {
        assert_eq!(outcome(suggestions_in(body)), expected);
    }
}

#[test]
fn an_album_and_its_songs_are_asked_for_in_one_call() {
    let third = Page { size: 20, number: 2 };
    let sent = request(&Settings::default(), async |context| {
        drop(collection(context, CollectionKind::Album, "001qalbumrain", third).await);
    });
    let body: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
    assert_eq!(body["request"]["method"], "GetAlbumDetail");
    assert_eq!(body["request"]["param"]["albumMid"], "001qalbumrain");
    assert_eq!(body["second"]["method"], "GetAlbumSongList");
    assert_eq!(body["second"]["param"]["begin"], 40);
    assert_eq!(body["second"]["param"]["num"], 20);

    let sent = request(&Settings::default(), async |context| {
        drop(suggestions(context, "茉 莉&").await);
    });
    assert_eq!(
        sent.url,
        "https://c.y.qq.com/splcloud/fcgi-bin/smartbox_new.fcg?key=%E8%8C%89%20%E8%8E%89%26&format=json"
    );
}

#[test]
fn covers_come_in_the_nearest_size() {
    let cover = "https://y.gtimg.cn/music/photo_new/T002R500x500M000001qalbumrain.jpg";
    for (pixels, side) in [(16, 150), (240, 300), (500, 500), (900, 800), (2000, 1200)] {
        let expected =
            format!("https://y.gtimg.cn/music/photo_new/T002R{side}x{side}M000001qalbumrain.jpg");
        assert_eq!(cover_of_size(cover, pixels), expected);
    }
    for other in ["https://qpic.y.qq.com/music_cover/abc/300?n=1", "", "https://h/photo_new/RM000"]
    {
        let resized = cover_of_size(other, 300);
        assert!(resized == other || other.ends_with("RM000"), "{resized}");
    }
}

proptest! {
    #[test]
    fn no_list_that_was_searched_for_panics(
        albums in damaged(recorded!("qq/albums_ok.json")),
        singers in damaged(recorded!("qq/singers_ok.json")),
        playlists in damaged(recorded!("qq/playlists_ok.json")),
    ) {
        let _ = found_in(CollectionKind::Album, &albums);
        let _ = found_in(CollectionKind::Artist, &singers);
        let _ = found_in(CollectionKind::Playlist, &playlists);
    }

    #[test]
    fn no_opened_collection_panics(
        album in damaged(recorded!("qq/album_ok.json")),
        artist in damaged(recorded!("qq/artist_ok.json")),
        playlist in damaged(recorded!("qq/playlist_ok.json")),
        chart in damaged(recorded!("qq/chart_ok.json")),
    ) {
        let _ = album_in(&album);
        let _ = artist_in(&artist);
        let _ = playlist_in(&playlist);
        let _ = chart_in(&chart);
    }

    #[test]
    fn no_chart_list_or_suggestion_panics(
        charts in damaged(recorded!("qq/charts_ok.json")),
        suggested in damaged(recorded!("qq/suggestions_ok.json")),
    ) {
        let _ = charts_in(&charts);
        let _ = suggestions_in(&suggested);
    }

    #[test]
    fn any_cover_is_survived(cover in "(https://|photo_new|/|T002|R|M000|500|x|\\PC){0,12}", pixels in any::<u32>()) {
        let _ = cover_of_size(&cover, pixels);
    }
}
