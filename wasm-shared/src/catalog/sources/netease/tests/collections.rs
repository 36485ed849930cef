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

/// Opens a collection at a source that answers the first call with `body` and the second with
/// `further`; the calls that went out.
fn open_by(
    kind: CollectionKind,
    page: Page,
    body: &[u8],
    further: &[u8],
) -> (Opened, Vec<OutboundRequest>) {
    let mut bodies = vec![further.to_vec(), body.to_vec()];
    let host = TestHost::new(move |_| TestReply::new(200, bodies.pop().unwrap_or_default()));
    let settings = Settings::default();
    let context = SourceContext { host: &host, settings: &settings };
    let opened = host.clock.run(collection(context, kind, "31", page));
    (opened, host.network.take_calls())
}

fn open(kind: CollectionKind, body: &[u8]) -> Opened {
    open_by(kind, PAGE, body, b"").0
}

fn ids(page: &CollectionPage) -> Vec<&str> {
    page.tracks.iter().map(|track| track.id.id.as_str()).collect()
}

#[test]
fn found_albums_say_whose_they_are_and_when_they_came_out() {
    let albums = find(CollectionKind::Album, recorded!("netease/search_albums_ok.json")).unwrap();
    assert_eq!(albums.len(), 2, "an item without an id is left out");
    assert_eq!(
        albums[0],
        Collection {
            id: CollectionId::new(Source::Netease, "41"),
            source: Source::Netease,
            name: "江南听雨 & 其他".into(),
            aliases: vec!["Rain on the South Bank".into()],
            artists: vec![
                Artist { id: "31".into(), name: "林小满".into() },
                Artist { id: "32".into(), name: "听雨丝竹社".into() },
            ],
            creator: None,
            description: None,
            cover_url: Some("https://p1.music.126.net/abc/109951160000000041.jpg".into()),
            track_count: Some(3),
            published_on: Some("2021-05-01".into()),
        }
    );
    let bare = &albums[1];
    assert_eq!((&bare.cover_url, bare.track_count, &bare.published_on), (&None, None, &None));
}

#[test]
fn found_artists_and_playlists_keep_what_the_source_says() {
    let artists =
        find(CollectionKind::Artist, recorded!("netease/search_artists_ok.json")).unwrap();
    assert_eq!(artists[0].aliases, ["Lin Xiaoman"]);
    let counts: Vec<_> = artists.iter().map(|artist| artist.track_count).collect();
    assert_eq!(counts, [None, Some(12)], "a search does not always count songs");

    let lists =
        find(CollectionKind::Playlist, recorded!("netease/search_playlists_ok.json")).unwrap();
    assert_eq!(lists[0].creator.as_deref(), Some("江南客"));
    assert_eq!(lists[0].description.as_deref(), Some("都是茉莉花\n慢慢听"));
    assert_eq!((&lists[1].creator, &lists[1].description), (&None, &None));
}

#[test]
fn each_kind_is_searched_for_by_its_number() {
    for (kind, number) in KINDS.into_iter().zip(["10", "100", "1000"]) {
        let (host, settings) = (host(b"{}"), Settings::default());
        let context = SourceContext { host: &host, settings: &settings };
        let page = Page { size: 20, number: 2 };
        let _ = host.clock.run(search_collections(context, kind, "茉莉 花", page));
        let request = host.network.take_calls().remove(0);
        assert!(request.url.ends_with("/api/cloudsearch/pc"), "{}", request.url);
        let body = String::from_utf8(request.body.to_vec()).unwrap();
        let expected =
            format!("limit=20&offset=40&s=%E8%8C%89%E8%8E%89%20%E8%8A%B1&total=true&type={number}");
        assert_eq!(body, expected);
    }
    let error = find(CollectionKind::Chart, b"{}").unwrap_err();
    assert_eq!(error.outcome, Outcome::Disabled);
}

#[test]
fn nothing_found_is_empty_and_a_changed_list_is_a_fault() {
    for (kind, empty, changed) in [
        (
            CollectionKind::Album,
            recorded!("netease/search_albums_empty.json"),
            recorded!("netease/search_albums_changed.json"),
        ),
        (
            CollectionKind::Artist,
            recorded!("netease/search_artists_empty.json"),
            recorded!("netease/search_artists_changed.json"),
        ),
        (
            CollectionKind::Playlist,
            recorded!("netease/search_playlists_empty.json"),
            recorded!("netease/search_playlists_changed.json"),
        ),
    ] {
        assert_eq!(find(kind, empty), Ok(Vec::new()));
        assert_eq!(find(kind, changed).unwrap_err().outcome, Outcome::UpstreamChanged);
    }
    assert_eq!(suggest(recorded!("netease/suggestions_empty.json")), Ok(Vec::new()));
    assert_eq!(list_charts(recorded!("netease/charts_empty.json")), Ok(Vec::new()));
    for changed in [
        suggest(recorded!("netease/suggestions_changed.json")).unwrap_err(),
        list_charts(recorded!("netease/charts_changed.json")).unwrap_err(),
    ] {
        assert_eq!(changed.outcome, Outcome::UpstreamChanged);
    }
}

#[test]
fn suggestions_are_plain_and_not_repeated() {
    let suggested = suggest(recorded!("netease/suggestions_ok.json")).unwrap();
    assert_eq!(suggested, ["茉莉花", "茉莉花 林小满"]);
}

#[test]
fn an_album_is_cut_into_pages_and_lends_its_songs_its_cover() {
    let body = recorded!("netease/album_ok.json");
    let whole = open(CollectionKind::Album, body).unwrap().unwrap();
    assert_eq!(ids(&whole), ["1901371647", "7", "8"]);
    assert!(!whole.has_more);
    assert_eq!(whole.collection.description.as_deref(), Some("江南的雨，\"听\"过三遍"));
    assert!(whole.collection.cover_url.is_some());
    assert!(whole.tracks.iter().all(|track| track.cover_url == whole.collection.cover_url));

    for (number, expected, has_more) in
        [(0, vec!["1901371647", "7"], true), (1, vec!["8"], false), (2, vec![], false)]
    {
        let (page, calls) = open_by(CollectionKind::Album, Page { size: 2, number }, body, b"");
        let page = page.unwrap().unwrap();
        assert_eq!((ids(&page), page.has_more), (expected, has_more), "page {number}");
        assert!(calls[0].url.ends_with("/api/v1/album/31"));
        assert_eq!(calls.len(), 1);
    }
}

#[test]
fn an_artists_first_songs_come_along_and_the_others_are_asked_for() {
    let (body, further) =
        (recorded!("netease/artist_ok.json"), recorded!("netease/artist_songs_ok.json"));
    let open = |number| open_by(CollectionKind::Artist, Page { size: 3, number }, body, further);

    let (first, calls) = open(0);
    let first = first.unwrap().unwrap();
    assert_eq!((ids(&first), first.has_more), (vec!["1901371647", "7", "8"], true));
    assert_eq!((first.collection.name.as_str(), first.collection.track_count), ("林小满", Some(5)));
    assert_eq!(first.collection.description.as_deref(), Some("唱民歌的人"));
    assert_eq!(calls.len(), 1);

    let (second, calls) = open(1);
    let second = second.unwrap().unwrap();
    assert_eq!((ids(&second), second.has_more), (vec!["9", "10"], false));
    assert!(calls[1].url.ends_with("/api/v1/artist/songs"));
    let body = String::from_utf8(calls[1].body.to_vec()).unwrap();
    assert_eq!(body, "id=31&limit=3&offset=3&order=hot");
}

#[test]
fn a_playlist_is_completed_in_its_order() {
    let (list, songs) =
        (recorded!("netease/playlist_ok.json"), recorded!("netease/playlist_songs.json"));
    let open = |page| open_by(CollectionKind::Playlist, page, list, songs);

    let (first, calls) = open(Page { size: 2, number: 0 });
    let first = first.unwrap().unwrap();
    assert_eq!((ids(&first), first.has_more), (vec!["11", "12"], true));
    assert_eq!(first.tracks[1].availability, Availability::Vip, "its privilege stands apart");
    assert_eq!(first.collection.published_on.as_deref(), Some("2026-11-20"));
    assert_eq!(calls.len(), 1, "the data came along");

    let (all, calls) = open(Page { size: 5, number: 0 });
    assert_eq!(ids(&all.unwrap().unwrap()), ["11", "12", "13", "15"], "14 was taken down");
    assert!(calls[1].url.ends_with("/api/v3/song/detail"));
    let body = String::from_utf8(calls[1].body.to_vec()).unwrap();
    let wanted = text::query([("c", r#"[{"id":13},{"id":14},{"id":15}]"#)]);
    assert_eq!(body, wanted, "only what is missing of this page");

    let (past, calls) = open(Page { size: 5, number: 1 });
    let past = past.unwrap().unwrap();
    assert_eq!((ids(&past), past.has_more, calls.len()), (vec![], false, 1));

    let list = recorded!("netease/playlist_empty.json");
    let empty = open_by(CollectionKind::Chart, PAGE, list, b"").0.unwrap().unwrap();
    assert_eq!((empty.tracks.len(), empty.has_more), (0, false));
}

#[test]
fn charts_are_listed_with_their_day() {
    let charts = list_charts(recorded!("netease/charts_ok.json")).unwrap();
    let shown: Vec<_> = charts
        .iter()
        .map(|chart| (chart.id.id.as_str(), chart.name.as_str(), chart.published_on.as_deref()))
        .collect();
    assert_eq!(shown, [("19723756", "飙升榜", Some("2026-11-20")), ("3778678", "热歌榜", None)]);
}

#[test]
fn what_is_not_there_is_none_and_a_changed_shape_is_a_fault() {
    for (kind, changed) in [
        (CollectionKind::Album, recorded!("netease/album_changed.json")),
        (CollectionKind::Artist, recorded!("netease/artist_changed.json")),
        (CollectionKind::Playlist, recorded!("netease/playlist_changed.json")),
        (CollectionKind::Chart, recorded!("netease/playlist_changed.json")),
    ] {
        assert_eq!(open(kind, recorded!("netease/album_not_found.json")), Ok(None));
        assert_eq!(open(kind, changed).unwrap_err().outcome, Outcome::UpstreamChanged);
    }
    // The second call of an artist and of a playlist.
    let songs = recorded!("netease/artist_songs_changed.json");
    for (kind, body) in [
        (CollectionKind::Artist, recorded!("netease/artist_ok.json")),
        (CollectionKind::Playlist, recorded!("netease/playlist_ok.json")),
    ] {
        let error = open_by(kind, PAGE, body, songs).0.unwrap_err();
        assert_eq!(error.outcome, Outcome::UpstreamChanged);
    }
}

#[test]
fn an_id_that_is_no_number_is_not_asked_for() {
    let (host, settings) = (host(b"{}"), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    for id in ["", "gcid", "99999999999999999999"] {
        let opened = host.clock.run(collection(context, CollectionKind::Album, id, PAGE));
        assert_eq!(opened, Ok(None));
    }
    assert!(host.network.take_calls().is_empty());
}

#[test]
fn a_cover_is_scaled_by_the_image_host() {
    for cover in ["https://p1.music.126.net/a/1.jpg", "https://p1.music.126.net/a/1.jpg?param=9y9"]
    {
        assert_eq!(cover_of_size(cover, 300), "https://p1.music.126.net/a/1.jpg?param=300y300");
    }
}

/// Every operation, as its outcome for one body.
fn outcomes(body: &[u8]) -> Vec<(&'static str, Result<(), Outcome>)> {
    fn of<T>(result: Result<T, SourceError>) -> Result<(), Outcome> {
        result.map(drop).map_err(|error| error.outcome)
    }
    vec![
        ("search_albums", of(find(CollectionKind::Album, body))),
        ("search_artists", of(find(CollectionKind::Artist, body))),
        ("search_playlists", of(find(CollectionKind::Playlist, body))),
        ("suggestions", of(suggest(body))),
        ("album", of(open(CollectionKind::Album, body))),
        ("artist", of(open(CollectionKind::Artist, body))),
        ("playlist", of(open(CollectionKind::Playlist, body))),
        ("charts", of(list_charts(body))),
        ("chart", of(open(CollectionKind::Chart, body))),
        ("lyrics", of(super::lyrics::words(body))),
    ]
}

#[test]
fn every_operation_knows_every_refusal() {
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
        (recorded!("page.html"), Outcome::UpstreamChanged),
        (recorded!("garbage.txt"), Outcome::UpstreamChanged),
    ] {
        for (operation, result) in outcomes(body) {
            assert_eq!(result, Err(outcome), "{operation}: {}", String::from_utf8_lossy(body));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_found_collection_panics(
        albums in damaged(recorded!("netease/search_albums_ok.json")),
        artists in damaged(recorded!("netease/search_artists_ok.json")),
        lists in damaged(recorded!("netease/search_playlists_ok.json")),
        suggested in damaged(recorded!("netease/suggestions_ok.json")),
        listed in damaged(recorded!("netease/charts_ok.json")),
    ) {
        for (kind, body) in KINDS.into_iter().zip([albums, artists, lists]) {
            let _ = find(kind, &body);
        }
        let _ = (suggest(&suggested), list_charts(&listed));
    }

    #[test]
    fn no_opened_collection_panics(
        album in damaged(recorded!("netease/album_ok.json")),
        artist in damaged(recorded!("netease/artist_ok.json")),
        further in damaged(recorded!("netease/artist_songs_ok.json")),
        list in damaged(recorded!("netease/playlist_ok.json")),
        songs in damaged(recorded!("netease/playlist_songs.json")),
        size in 1_u32..=100,
        number in any::<u32>(),
    ) {
        for page in [PAGE, Page { size, number }] {
            let _ = open_by(CollectionKind::Album, page, &album, b"");
            let _ = open_by(CollectionKind::Artist, page, &artist, &further);
            let _ = open_by(CollectionKind::Playlist, page, &list, &songs);
        }
    }
}
