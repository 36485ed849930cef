use sandbox::catalogue::{Collection, CollectionKind, Source};
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

async fn call(bench: &Bench, path: &str) -> Value {
    bench.get(&format!("/netease/api{path}")).await.json()
}

fn collection<'a>(bench: &'a Bench, kind: CollectionKind, name: &str) -> &'a Collection {
    let mut all = bench.sandbox.catalogue.collections(Source::Netease, kind);
    all.find(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[tokio::test]
async fn collections_are_searched_by_their_number() {
    let bench = Bench::new();
    for (number, list, count, query) in [
        (10, "albums", "albumCount", "江南听雨"),
        (100, "artists", "artistCount", "Lin Xiaoman"),
        (1000, "playlists", "playlistCount", "听遍所有"),
    ] {
        let path = format!("/cloudsearch/pc?type={number}&s={}&limit=1", encode(query));
        let answer = call(&bench, &path).await;
        assert_eq!(answer["result"][list].as_array().unwrap().len(), 1, "{answer}");
        assert!(answer["result"][count].as_u64().unwrap() >= 1);
        let none = call(&bench, &format!("/cloudsearch/pc?type={number}&s=zzz")).await;
        assert_eq!(none["result"], json!({ count: 0 }));
    }
    let artist = call(&bench, "/cloudsearch/pc?type=100&s=Lin+Xiaoman").await;
    assert_eq!(artist["result"]["artists"][0]["alias"], json!(["Lin Xiaoman"]));
}

#[tokio::test]
async fn an_album_has_all_its_songs_and_its_day_is_one_in_china() {
    let bench = Bench::new();
    let mut albums = bench.sandbox.catalogue.collections(Source::Netease, CollectionKind::Album);
    let album = albums.find(|album| album.recordings.len() > 1).unwrap();
    let answer = call(&bench, &format!("/v1/album/{}", album.id())).await;
    assert_eq!(answer["songs"].as_array().unwrap().len(), album.recordings.len());
    assert_eq!(answer["album"]["name"], album.name.as_str());
    let noon_in_china = answer["album"]["publishTime"].as_i64().unwrap() + 12 * 3_600_000;
    let day = jiff::tz::offset(8)
        .to_datetime(jiff::Timestamp::from_millisecond(noon_in_china).unwrap())
        .date();
    assert_eq!(day.to_string(), album.published_on);
    assert_eq!(answer["songs"][0]["al"].get("picUrl"), None);
    assert_eq!(call(&bench, "/v1/album/1").await["code"], 404);
}

#[tokio::test]
async fn an_artists_songs_go_on_in_another_call() {
    let bench = Bench::new();
    let artist = collection(&bench, CollectionKind::Artist, "林小满");
    let opened = call(&bench, &format!("/v1/artist/{}", artist.id())).await;
    assert_eq!(opened["artist"]["musicSize"], artist.recordings.len());
    let path = format!("/v1/artist/songs?id={}&order=hot&offset=1&limit=2", artist.id());
    let further = call(&bench, &path).await;
    assert_eq!(further["songs"][0]["id"], opened["hotSongs"][1]["id"]);
    assert_eq!(
        (&further["more"], &further["total"]),
        (&json!(true), &opened["artist"]["musicSize"])
    );
}

#[tokio::test]
async fn a_playlist_has_the_data_of_some_songs_and_the_numbers_of_all() {
    let bench = Bench::new();
    let list = collection(&bench, CollectionKind::Playlist, "听遍所有");
    let path = format!("/v6/playlist/detail?id={}&n=100000&s=8", list.id());
    let playlist = call(&bench, &path).await["playlist"].clone();
    assert_eq!(playlist["tracks"].as_array().unwrap().len(), 10);
    assert_eq!(playlist["trackIds"].as_array().unwrap().len(), list.recordings.len());
    assert_eq!(playlist["creator"]["nickname"], list.creator.as_str());
    assert_eq!(call(&bench, "/v6/playlist/detail?id=1").await["code"], 404);
}

#[tokio::test]
async fn a_chart_is_a_playlist_and_counted_as_a_chart() {
    let bench = Bench::new();
    let charts = call(&bench, "/toplist").await;
    let ids: Vec<u64> = charts["list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chart| chart["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, [3_778_678, 3_779_629, 19_723_756, 2_884_035]);
    let chart = call(&bench, "/v6/playlist/detail?id=3778678").await;
    assert_eq!(chart["playlist"]["name"], "热歌榜");
    let counts = bench.get("/_requests?target=netease").await.json();
    let counted: Vec<&str> = counts["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["operation"].as_str().unwrap())
        .collect();
    assert_eq!(counted, ["charts", "chart"]);
}

#[tokio::test]
async fn lyrics_come_in_every_form_there_is() {
    let bench = Bench::new();
    let mut seen = [false; 4];
    for listing in bench.sandbox.catalogue.listings(Source::Netease) {
        let answer = call(&bench, &format!("/song/lyric?id={}&lv=-1", listing.id())).await;
        assert_eq!(answer["code"], 200);
        match bench.sandbox.catalogue.lyrics(listing) {
            None => {
                seen[0] = true;
                assert_eq!(answer["uncollected"], true);
            }
            Some(words) if words.lines().is_empty() => {
                seen[1] = true;
                assert!(answer["nolyric"] == true || answer["pureMusic"] == true, "{answer}");
            }
            Some(words) => {
                let lrc = answer["lrc"]["lyric"].as_str().unwrap();
                assert!(lrc.starts_with("{\"c\""), "credits come first: {lrc}");
                assert!(lrc.contains(&words.lines()[0].text));
                let timed = words.lines()[0].words.is_some();
                seen[if timed { 2 } else { 3 }] = true;
                assert_eq!(answer.get("yrc").is_some(), timed);
                let translated = answer["tlyric"]["lyric"] != "";
                assert_eq!(translated, words.lines()[0].translation.is_some());
            }
        }
    }
    assert_eq!(seen, [true; 4]);
    assert_eq!(call(&bench, "/song/lyric?id=1").await, json!({ "code": 200 }));
}

#[tokio::test]
async fn suggestions_hold_what_was_typed() {
    let bench = Bench::new();
    let answer = call(&bench, &format!("/search/suggest/keyword?s={}", encode("茉莉"))).await;
    let first = answer["result"]["allMatch"][0]["keyword"].as_str().unwrap();
    assert!(first.starts_with("茉莉"), "{first}");
    assert_eq!(call(&bench, "/search/suggest/keyword?s=zzz").await["result"], json!({}));
}

#[tokio::test]
async fn every_operation_has_its_faults() {
    let bench = Bench::new();
    for (operation, path) in [
        ("search_albums", "/cloudsearch/pc?type=10&s=a"),
        ("search_artists", "/cloudsearch/pc?type=100&s=a"),
        ("search_playlists", "/cloudsearch/pc?type=1000&s=a"),
        ("suggestions", "/search/suggest/keyword?s=a"),
        ("album", "/v1/album/1"),
        ("artist", "/v1/artist/1"),
        ("artist", "/v1/artist/songs?id=1"),
        ("playlist", "/v6/playlist/detail?id=1"),
        ("chart", "/v6/playlist/detail?id=3778678"),
        ("charts", "/toplist"),
        ("lyrics", "/song/lyric?id=1"),
    ] {
        for (kind, code) in [("rate_limit", 405), ("verification", -462)] {
            let rule = json!([{ "target": "netease", "operation": operation, "kind": kind }]);
            bench.faults(rule).await;
            assert_eq!(call(&bench, path).await["code"], code, "{path}");
        }
    }
    bench.faults(json!([{ "target": "netease", "operation": "*", "kind": "empty" }])).await;
    assert_eq!(call(&bench, "/toplist").await["list"], json!([]));
    assert_eq!(call(&bench, "/v6/playlist/detail?id=3778678").await["code"], 404);
}
