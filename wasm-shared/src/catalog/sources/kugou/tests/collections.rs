//! Albums, artists, playlists, charts and suggestions.

use super::*;
use crate::{
    catalog::collection::{Collection, CollectionId, CollectionKind, CollectionPage},
    ports::OutboundRequest,
};

const KINDS: [CollectionKind; 3] =
    [CollectionKind::Album, CollectionKind::Artist, CollectionKind::Playlist];

fn find(kind: CollectionKind, body: &[u8]) -> Result<Vec<Collection>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(search_collections(context, kind, "茉莉花", PAGE))
}

fn suggest(body: &[u8]) -> Result<Vec<String>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(suggestions(SourceContext { host: &host, settings: &settings }, "茉莉"))
}

fn list_charts(body: &[u8]) -> Result<Vec<Collection>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(charts(SourceContext { host: &host, settings: &settings }))
}

type Opened = Result<Option<CollectionPage>, SourceError>;

/// Opens a collection whose data is `info` and whose songs are `songs`; the calls that went out.
fn open(
    kind: CollectionKind,
    page: Page,
    info: &[u8],
    songs: &[u8],
) -> (Opened, Vec<OutboundRequest>) {
    let (info, songs) = (info.to_vec(), songs.to_vec());
    let host = TestHost::new(move |request| {
        let of_songs = request.url.contains("/song?");
        TestReply::new(200, if of_songs { songs.clone() } else { info.clone() })
    });
    let settings = Settings::default();
    let context = SourceContext { host: &host, settings: &settings };
    let id = if kind == CollectionKind::Chart { "8888" } else { "61" };
    let opened = host.clock.run(collection(context, kind, id, page));
    (opened, host.network.take_calls())
}

/// What a collection of each kind is described by.
const INFOS: [(CollectionKind, &[u8]); 4] = [
    (CollectionKind::Album, recorded!("kugou/album_info_ok.json")),
    (CollectionKind::Artist, recorded!("kugou/artist_info_ok.json")),
    (CollectionKind::Playlist, recorded!("kugou/playlist_info_ok.json")),
    (CollectionKind::Chart, recorded!("kugou/charts_ok.json")),
];

const SONGS: &[u8] = recorded!("kugou/songs_ok.json");

#[test]
fn found_albums_are_plain_and_dated() {
    let albums = find(CollectionKind::Album, recorded!("kugou/search_albums_ok.json")).unwrap();
    assert_eq!(albums.len(), 2, "an item without an id is left out");
    assert_eq!(
        albums[0],
        Collection {
            id: CollectionId::new(Source::Kugou, "61"),
            source: Source::Kugou,
            name: "江南听雨 & 其他".into(),
            aliases: vec![],
            artists: vec![Artist { id: "51".into(), name: "林小满".into() }],
            creator: None,
            description: Some("江南的雨".into()),
            cover_url: Some("https://imge.kugou.com/stdmusic/480/20210501/x.jpg".into()),
            track_count: Some(3),
            published_on: Some("2021-05-01".into()),
        }
    );
    let bare = &albums[1];
    assert_eq!((bare.name.as_str(), &bare.published_on), ("无封面", &None));
    assert_eq!((&bare.cover_url, bare.track_count, &bare.description), (&None, None, &None));
    let artists: Vec<_> =
        bare.artists.iter().map(|artist| (artist.name.as_str(), artist.id.as_str())).collect();
    assert_eq!(artists, [("林小满", ""), ("Tom & Ann", "")], "one id does not tell of whom");
}

#[test]
fn found_artists_and_playlists_keep_what_the_source_says() {
    let artists = find(CollectionKind::Artist, recorded!("kugou/search_artists_ok.json")).unwrap();
    let shown: Vec<_> =
        artists.iter().map(|artist| (artist.name.as_str(), artist.track_count)).collect();
    assert_eq!(shown, [("林小满", Some(5)), ("Tom & Ann", None)]);

    let lists =
        find(CollectionKind::Playlist, recorded!("kugou/search_playlists_ok.json")).unwrap();
    assert_eq!(lists[0].name, "一朵茉莉花的十种唱法");
    assert_eq!(lists[0].creator.as_deref(), Some("R&B or not"));
}

#[test]
fn each_kind_has_its_path_and_no_session_goes_along() {
    for (kind, path) in KINDS.into_iter().zip(["album", "singer", "special"]) {
        let host = host(b"{}");
        let mut settings = Settings::default();
        settings.sources.kugou.common.cookie = "token=t0".into();
        let context = SourceContext { host: &host, settings: &settings };
        let page = Page { size: 20, number: 2 };
        let _ = host.clock.run(search_collections(context, kind, "茉莉 花", page));
        let request = host.network.take_calls().remove(0);
        let query = "keyword=%E8%8C%89%E8%8E%89%20%E8%8A%B1&page=3&pagesize=20&format=json";
        let expected = format!("http://mobilecdn.kugou.com/api/v3/search/{path}?{query}");
        assert_eq!(request.url, expected);
        assert!(request.headers.iter().all(|(name, _)| *name != "cookie"));
    }
    let error = find(CollectionKind::Chart, b"{}").unwrap_err();
    assert_eq!(error.outcome, Outcome::Disabled);
}

#[test]
fn nothing_found_is_empty_and_a_changed_list_is_a_fault() {
    for (kind, empty, changed) in [
        (
            CollectionKind::Album,
            recorded!("kugou/search_albums_empty.json"),
            recorded!("kugou/search_albums_changed.json"),
        ),
        (
            CollectionKind::Artist,
            recorded!("kugou/search_artists_empty.json"),
            recorded!("kugou/search_artists_changed.json"),
        ),
        (
            CollectionKind::Playlist,
            recorded!("kugou/search_playlists_empty.json"),
            recorded!("kugou/search_playlists_changed.json"),
        ),
    ] {
        assert_eq!(find(kind, empty), Ok(Vec::new()));
        assert_eq!(find(kind, changed).unwrap_err().outcome, Outcome::UpstreamChanged);
    }
    assert_eq!(suggest(recorded!("kugou/suggestions_empty.json")), Ok(Vec::new()));
    assert_eq!(list_charts(recorded!("kugou/charts_empty.json")), Ok(Vec::new()));
    for changed in [
        suggest(recorded!("kugou/suggestions_changed.json")).unwrap_err(),
        list_charts(recorded!("kugou/charts_changed.json")).unwrap_err(),
    ] {
        assert_eq!(changed.outcome, Outcome::UpstreamChanged);
    }
}

#[test]
fn suggestions_of_all_groups_are_plain_and_not_repeated() {
    let suggested = suggest(recorded!("kugou/suggestions_ok.json")).unwrap();
    assert_eq!(suggested, ["茉莉花", "茉莉花 R&B"]);
}

#[test]
fn songs_in_one_text_become_tracks() {
    let (album, calls) =
        open(CollectionKind::Album, PAGE, recorded!("kugou/album_info_ok.json"), SONGS);
    let album = album.unwrap().unwrap();
    assert_eq!(album.tracks.len(), 2, "a song without a file has no id");
    let first = &album.tracks[0];
    assert_eq!((first.id.id.as_str(), first.title.as_str()), (ID, "茉莉花"));
    assert_eq!(first.artists, [Artist { id: String::new(), name: "林小满".into() }]);
    assert_eq!(first.album, Some(Album { id: "61".into(), name: "江南听雨".into() }));
    assert_eq!((first.duration_ms, first.availability), (213_000, Availability::Full));
    let files: Vec<_> = first.qualities.iter().map(|offer| offer.file.as_str()).collect();
    assert_eq!(files[0], format!("{ID}-81"));
    assert_eq!(files.len(), 3);

    let second = &album.tracks[1];
    assert_eq!(second.title, "茉莉花 - Live", "the name may hold a dash");
    assert_eq!(second.version_tags, [matching::VersionTag::Live]);
    let names: Vec<_> = second.artists.iter().map(|artist| artist.name.as_str()).collect();
    assert_eq!(names, ["林小满", "Tom & Ann"]);
    assert_eq!(second.album.as_ref().unwrap().id, "", "0 is no id");
    assert_eq!(second.availability, Availability::Vip);

    let mut urls: Vec<&str> = calls.iter().map(|call| call.url.as_str()).collect();
    urls.sort_unstable();
    assert_eq!(
        urls,
        [
            "http://mobilecdn.kugou.com/api/v3/album/info?albumid=61&format=json",
            "http://mobilecdn.kugou.com/api/v3/album/song?albumid=61&page=1&pagesize=20&sorttype=2\
             &version=9108&area_code=1&format=json",
        ]
    );
}

#[test]
fn pages_end_where_the_total_does() {
    for (kind, info) in INFOS.into_iter().take(3) {
        for (number, has_more) in [(0, true), (1, false), (2, false)] {
            let page = open(kind, Page { size: 2, number }, info, SONGS).0.unwrap().unwrap();
            assert_eq!(page.has_more, has_more, "{kind:?}, page {number} of 3 songs");
        }
    }
}

#[test]
fn a_playlist_without_a_count_is_counted_by_its_songs() {
    let info = recorded!("kugou/playlist_info_ok.json");
    let list = open(CollectionKind::Playlist, PAGE, info, SONGS).0.unwrap().unwrap().collection;
    assert_eq!((list.track_count, list.creator.as_deref()), (Some(3), Some("江南客")));
}

#[test]
fn a_chart_takes_its_name_from_the_list_of_charts() {
    let songs = recorded!("kugou/chart_songs_ok.json");
    let charts = recorded!("kugou/charts_ok.json");
    let (chart, calls) = open(CollectionKind::Chart, PAGE, charts, songs);
    let chart = chart.unwrap().unwrap();
    assert_eq!(chart.collection.name, "TOP500");
    assert_eq!((chart.collection.track_count, chart.has_more), (Some(100), true));
    let artists = &chart.tracks[0].artists;
    assert_eq!(*artists, [Artist { id: "51".into(), name: "林小满".into() }]);
    assert!(calls.iter().all(|call| call.url.starts_with("http://mobilecdnbj.kugou.com/api/")));

    let listed: Vec<_> =
        list_charts(charts).unwrap().into_iter().map(|chart| (chart.id.id, chart.name)).collect();
    assert_eq!(listed, [("8888".into(), "TOP500".into()), ("6666".into(), "飙升榜".into())]);
    let empty = recorded!("kugou/charts_empty.json");
    assert_eq!(open(CollectionKind::Chart, PAGE, empty, songs).0, Ok(None), "not on the list");
}

#[test]
fn what_is_not_there_is_none_however_its_songs_are_refused() {
    for (kind, _) in INFOS.into_iter().take(3) {
        for info in [
            recorded!("kugou/info_none.json"),
            recorded!("kugou/info_status_only.json"),
            recorded!("kugou/list_denied.json"),
        ] {
            for songs in [recorded!("kugou/songs_empty.json"), recorded!("page.html")] {
                assert_eq!(open(kind, PAGE, info, songs).0, Ok(None));
            }
        }
    }
}

#[test]
fn a_changed_shape_of_either_call_is_a_fault() {
    for (kind, info) in INFOS {
        let changed = recorded!("kugou/songs_changed.json");
        let error = open(kind, PAGE, info, changed).0.unwrap_err();
        assert_eq!(error.outcome, Outcome::UpstreamChanged, "{kind:?}");
    }
    for (kind, changed) in [
        (CollectionKind::Album, recorded!("kugou/album_info_changed.json")),
        (CollectionKind::Artist, recorded!("kugou/album_info_changed.json")),
        (CollectionKind::Playlist, recorded!("kugou/album_info_changed.json")),
        (CollectionKind::Chart, recorded!("kugou/charts_changed.json")),
    ] {
        let error = open(kind, PAGE, changed, SONGS).0.unwrap_err();
        assert_eq!(error.outcome, Outcome::UpstreamChanged, "{kind:?}");
    }
}

#[test]
fn an_id_that_is_no_number_is_not_asked_for() {
    let (host, settings) = (host(b"{}"), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    for id in ["gcid_3zabc", "collection_3_1_2", "6/1"] {
        let opened = host.clock.run(collection(context, CollectionKind::Playlist, id, PAGE));
        assert_eq!(opened, Ok(None));
    }
    assert!(host.network.take_calls().is_empty());
}

#[test]
fn the_nearest_size_of_a_cover_is_taken() {
    let cover = "https://imge.kugou.com/stdmusic/480/20210501/480.jpg";
    for (pixels, size) in [(16, 120), (134, 120), (140, 150), (240, 240), (330, 400), (2000, 480)] {
        let expected = format!("https://imge.kugou.com/stdmusic/{size}/20210501/480.jpg");
        assert_eq!(cover_of_size(cover, pixels), expected);
    }
    let fixed = "https://imge.kugou.com/stdmusic/x.jpg";
    assert_eq!(cover_of_size(fixed, 240), fixed);
}

/// Every operation, as its outcome where all calls answer the same.
fn outcomes(body: &[u8]) -> Vec<(&'static str, Result<(), Outcome>)> {
    fn of<T>(result: Result<T, SourceError>) -> Result<(), Outcome> {
        result.map(drop).map_err(|error| error.outcome)
    }
    vec![
        ("search_albums", of(find(CollectionKind::Album, body))),
        ("search_artists", of(find(CollectionKind::Artist, body))),
        ("search_playlists", of(find(CollectionKind::Playlist, body))),
        ("suggestions", of(suggest(body))),
        ("album", of(open(CollectionKind::Album, PAGE, body, body).0)),
        ("artist", of(open(CollectionKind::Artist, PAGE, body, body).0)),
        ("playlist", of(open(CollectionKind::Playlist, PAGE, body, body).0)),
        ("charts", of(list_charts(body))),
        ("chart", of(open(CollectionKind::Chart, PAGE, body, body).0)),
        ("lyrics", of(super::lyrics::words(body, body).0)),
    ]
}

#[test]
fn every_operation_knows_every_refusal() {
    for (body, outcome) in [
        (recorded!("kugou/list_limited.json"), Outcome::RateLimited),
        (recorded!("kugou/list_verification.json"), Outcome::Verification),
        (recorded!("kugou/list_login.json"), Outcome::LoginRequired),
        (recorded!("kugou/list_dead.json"), Outcome::UpstreamChanged),
        (recorded!("kugou/list_unknown_code.json"), Outcome::UpstreamError),
        (recorded!("kugou/list_no_status.json"), Outcome::UpstreamError),
        // The same codes under the other name.
        (recorded!("kugou/search_limited.json"), Outcome::RateLimited),
        (recorded!("kugou/search_verification.json"), Outcome::Verification),
        (recorded!("page.html"), Outcome::UpstreamChanged),
        (recorded!("garbage.txt"), Outcome::UpstreamChanged),
    ] {
        for (operation, result) in outcomes(body) {
            assert_eq!(result, Err(outcome), "{operation}: {}", String::from_utf8_lossy(body));
        }
    }
    // A refusal of the songs alone.
    for (kind, info) in INFOS {
        let error = open(kind, PAGE, info, recorded!("kugou/list_limited.json")).0.unwrap_err();
        assert_eq!(error.outcome, Outcome::RateLimited, "{kind:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_found_collection_panics(
        albums in damaged(recorded!("kugou/search_albums_ok.json")),
        artists in damaged(recorded!("kugou/search_artists_ok.json")),
        lists in damaged(recorded!("kugou/search_playlists_ok.json")),
        suggested in damaged(recorded!("kugou/suggestions_ok.json")),
        listed in damaged(recorded!("kugou/charts_ok.json")),
    ) {
        for (kind, body) in KINDS.into_iter().zip([albums, artists, lists]) {
            let _ = find(kind, &body);
        }
        let _ = (suggest(&suggested), list_charts(&listed));
    }

    #[test]
    fn no_opened_collection_panics(
        album in damaged(recorded!("kugou/album_info_ok.json")),
        artist in damaged(recorded!("kugou/artist_info_ok.json")),
        list in damaged(recorded!("kugou/playlist_info_ok.json")),
        listed in damaged(recorded!("kugou/charts_ok.json")),
        songs in damaged(SONGS),
        size in 1_u32..=100,
        number in any::<u32>(),
    ) {
        let page = Page { size, number };
        for ((kind, ok), info) in INFOS.into_iter().zip([album, artist, list, listed]) {
            let _ = open(kind, page, &info, SONGS);
            let _ = open(kind, page, ok, &songs);
        }
    }

    #[test]
    fn any_cover_keeps_its_length_in_parts(url in "(/|480|120|x){0,12}", pixels in any::<u32>()) {
        let parts = |url: &str| url.split('/').count();
        prop_assert_eq!(parts(&cover_of_size(&url, pixels)), parts(&url));
    }
}
