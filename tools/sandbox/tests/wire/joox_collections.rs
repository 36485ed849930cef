use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::catalogue::{CollectionKind, Listing, Source};
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

fn id(bench: &Bench, kind: CollectionKind, key: &str) -> String {
    let mut all = bench.sandbox.catalogue.collections(Source::Joox, kind);
    all.find(|collection| collection.key == key).expect("there is such a collection").id()
}

/// An id as it stands in a path.
fn in_path(id: &str) -> String {
    encode(&id.replace('/', "_"))
}

#[tokio::test]
async fn albums_artists_and_playlists_are_found_in_traditional_characters() {
    let bench = Bench::new();
    let path = "/joox/openjoox/v2/search_type?country=hk&lang=zh_TW";
    let albums = bench.get(&format!("{path}&type=1&key={}", encode("江南听雨"))).await.json();
    assert_eq!(albums["albums"][0]["name"], "江南聽雨");
    assert_eq!(albums["tracks"], json!([]));
    let artists = bench.get(&format!("{path}&type=2&key={}", encode("顾北辰"))).await.json();
    assert_eq!(artists["artists"][0]["name"], "顧北辰");
    let path = "/joox/openjoox/v3/search?country=hk&lang=zh_TW&keyword=";
    let sections = bench.get(&format!("{path}{}", encode("聽遍所有"))).await.json();
    let sections = sections["section_list"].as_array().unwrap();
    let playlists = sections.iter().find(|section| section["section_type"] == 1).unwrap();
    assert_eq!(playlists["item_list"][0]["editor_playlist"]["name"], "聽遍所有");
    let counts = bench.get("/_requests?target=joox").await.json();
    let operations: Vec<&Value> =
        counts["items"].as_array().unwrap().iter().map(|item| &item["operation"]).collect();
    assert_eq!(operations, ["search_albums", "search_artists", "search_playlists"]);
}

#[tokio::test]
async fn a_list_goes_on_until_there_is_no_next_index() {
    let bench = Bench::new();
    let list = in_path(&id(&bench, CollectionKind::Playlist, "everything"));
    let (mut index, mut ids) = (0, Vec::new());
    loop {
        let path = format!("/joox/openjoox/v1/playlist/{list}/tracks?index={index}&num=40");
        let answer = bench.get(&path).await.json();
        assert_eq!(answer["name"], "聽遍所有");
        let items = answer["tracks"]["items"].as_array().unwrap();
        ids.extend(items.iter().map(|track| track["id"].as_str().unwrap().to_owned()));
        match answer["tracks"]["next_index"].as_u64() {
            Some(next) => index = next,
            None => break,
        }
    }
    let listed: Vec<String> =
        bench.sandbox.catalogue.listings(Source::Joox).map(Listing::id).collect();
    assert_eq!(ids, listed);
}

#[tokio::test]
async fn an_album_says_whose_it_is_and_an_artist_is_nameless() {
    let bench = Bench::new();
    let album = id(&bench, CollectionKind::Album, "江南听雨");
    let answer = bench
        .get(&format!("/joox/openjoox/v1/album/{}/tracks?num=2", in_path(&album)))
        .await
        .json();
    assert_eq!((&answer["name"], &answer["tracks"]["list_count"]), (&json!("江南聽雨"), &json!(2)));
    assert_eq!(answer["artist_list"][0]["name"], "林小滿");
    // The id is understood escaped, too.
    let escaped = format!("/joox/openjoox/v1/album/{}/tracks?num=2", encode(&album));
    assert_eq!(bench.get(&escaped).await.json(), answer);
    let artist = in_path(&id(&bench, CollectionKind::Artist, "gu-beichen"));
    let answer = bench.get(&format!("/joox/openjoox/v1/artist/{artist}/tracks?num=5")).await.json();
    assert!(answer.get("name").is_none());
    assert_eq!(answer["tracks"]["items"][0]["artist_list"][0]["name"], "顧北辰");
    for kind in ["album", "artist", "playlist", "film"] {
        let answer = bench.get(&format!("/joox/openjoox/v1/{kind}/x/tracks")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn charts_are_listed_and_open_with_all_their_tracks() {
    let bench = Bench::new();
    let charts = bench.get("/joox/page/chartlist?country=hk&device=desktop").await.json();
    let first = &charts["topcharts"]["data"][0];
    assert_eq!(first["name"], "熱歌榜");
    let id = encode(first["id"].as_str().unwrap());
    let chart = bench.get(&format!("/joox/page/chartDetail?id={id}")).await.json();
    assert_eq!(chart["topCharts"]["toplists"][0]["id"], first["id"]);
    let tracks = &chart["tracksItemList"]["tracks"];
    assert_eq!(tracks["items"].as_array().unwrap().len(), 50);
    let nothing = bench.get("/joox/page/chartDetail?id=x").await.json();
    assert_eq!(nothing["tracksItemList"]["tracks"], Value::Null);
}

#[tokio::test]
async fn words_are_with_the_track_or_alone() {
    let bench = Bench::new();
    let (mut within, mut apart) = (0, 0);
    for listing in bench.sandbox.catalogue.listings(Source::Joox) {
        let id = encode(&listing.id());
        let single = bench.get(&format!("/joox/page/single?id={id}")).await.json();
        let single = &single["single"];
        let there = bench.sandbox.catalogue.lyrics(listing).is_some();
        assert_eq!(single["lrc_exist"], u8::from(there));
        let script = bench.get(&format!("/joox/web-fcgi-bin/web_lyric?musicid={id}")).await.text();
        let alone = script.strip_prefix("MusicJsonCallback(").unwrap().strip_suffix(')').unwrap();
        let alone: Value = serde_json::from_str(alone).unwrap();
        assert_eq!(alone["lyric"] != "", there);
        if single["lrc_content"] != "" {
            assert_eq!(single["lrc_content"], alone["lyric"]);
            within += 1;
        } else if there {
            apart += 1;
        }
    }
    assert!(within > apart && apart > 3, "{within} within, {apart} apart");
    let farewell = encode(&bench.listing("farewell/gu-beichen/live", Source::Joox).id());
    let script =
        bench.get(&format!("/joox/web-fcgi-bin/web_lyric?musicid={farewell}")).await.text();
    let (_, words) = script.split_once("\"lyric\":\"").unwrap();
    let words = STANDARD.decode(words.split('"').next().unwrap()).unwrap();
    assert!(String::from_utf8(words).unwrap().contains("[00:12.00]送別，第一行\n"));
}

#[tokio::test]
async fn a_fault_of_the_words_strikes_both_their_calls() {
    let bench = Bench::new();
    let rule = json!([{ "target": "joox", "operation": "lyrics", "kind": "status", "value": 502 }]);
    bench.faults(rule).await;
    for path in ["/joox/web-fcgi-bin/web_lyric?musicid=x", "/joox/page/single?id=x"] {
        assert_eq!(bench.get(path).await.status, StatusCode::BAD_GATEWAY);
    }
    assert_eq!(bench.get("/joox/page/chartlist").await.status, StatusCode::OK);
    bench.faults(json!([{ "target": "joox", "operation": "chart", "kind": "rate_limit" }])).await;
    let limited = bench.get("/joox/page/chartDetail?id=x").await;
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
}
