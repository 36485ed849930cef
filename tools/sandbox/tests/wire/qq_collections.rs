use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::catalogue::{CollectionKind, Source};
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

const PLAYER: (&str, &str) = ("referer", "https://y.qq.com/portal/player.html");

async fn calls(bench: &Bench, calls: Value) -> Value {
    bench.send("POST", "/qq/cgi-bin/musicu.fcg", &[], calls.to_string()).await.json()
}

async fn call(bench: &Bench, module: &str, method: &str, param: Value) -> Value {
    let call = json!({ "x": { "module": module, "method": method, "param": param } });
    calls(bench, call).await["x"].clone()
}

async fn search(bench: &Bench, kind: u8, query: &str) -> Value {
    let param = json!({ "query": query, "num_per_page": 10, "page_num": 1, "search_type": kind });
    let module = "music.search.SearchCgiService";
    call(bench, module, "DoSearchForQQMusicDesktop", param).await["data"]["body"].clone()
}

fn id(bench: &Bench, kind: CollectionKind, key: &str) -> String {
    let mut all = bench.sandbox.catalogue.collections(Source::Qq, kind);
    all.find(|collection| collection.key == key).expect("there is such a collection").id()
}

async fn counts(bench: &Bench) -> Vec<(String, u64)> {
    let requests = bench.get("/_requests?target=qq").await.json();
    let items = requests["items"].as_array().expect("counts are a list").clone();
    let count = |item: &Value| {
        (
            item["operation"].as_str().expect("it has a name").to_owned(),
            item["count"].as_u64().expect("it is counted"),
        )
    };
    items.iter().map(count).collect()
}

#[tokio::test]
async fn each_sort_is_found_in_a_list_of_its_own_and_counted_by_itself() {
    let bench = Bench::new();
    let singers = search(&bench, 1, "林小满").await;
    let singer = &singers["singer"]["list"][0];
    assert_eq!(singer["singerName"], "<em>林小满</em>");
    assert_eq!(singer["singerMID"], id(&bench, CollectionKind::Artist, "lin-xiaoman"));
    assert_eq!(singers["song"]["list"], json!([]));
    let albums = search(&bench, 2, "hymns").await;
    assert_eq!(albums["album"]["list"][0]["albumName"], "<em>Hymns</em> &amp; Finales");
    let playlists = search(&bench, 3, "听遍所有").await;
    assert_eq!(playlists["songlist"]["list"][0]["creator"]["name"], "听雨的人");
    assert_eq!(
        counts(&bench).await,
        [
            ("search_albums".to_owned(), 1),
            ("search_artists".to_owned(), 1),
            ("search_playlists".to_owned(), 1)
        ]
    );
}

#[tokio::test]
async fn an_album_and_its_songs_come_in_one_call_that_counts_once() {
    let bench = Bench::new();
    let mid = id(&bench, CollectionKind::Album, "江南听雨");
    let answer = calls(
        &bench,
        json!({
            "a": {
                "module": "music.musichallAlbum.AlbumInfoServer",
                "method": "GetAlbumDetail",
                "param": { "albumMid": mid },
            },
            "b": {
                "module": "music.musichallAlbum.AlbumSongList",
                "method": "GetAlbumSongList",
                "param": { "albumMid": mid, "begin": 1, "num": 2, "order": 2 },
            },
        }),
    )
    .await;
    assert_eq!(answer["a"]["data"]["basicInfo"]["albumName"], "江南听雨");
    let songs = answer["b"]["data"]["songList"].as_array().unwrap();
    assert_eq!(songs.len(), 2);
    assert_eq!(songs[0]["songInfo"]["album"]["mid"], mid);
    assert!(answer["b"]["data"]["totalNum"].as_u64().unwrap() > 3);
    assert_eq!(counts(&bench).await, [("album".to_owned(), 1)]);
}

#[tokio::test]
async fn singers_playlists_and_charts_page_through_all_their_songs() {
    let bench = Bench::new();
    let singer = id(&bench, CollectionKind::Artist, "gu-beichen");
    let module = "musichall.song_list_server";
    let param = json!({ "singerMid": singer, "order": 1, "begin": 0, "num": 3 });
    let songs = call(&bench, module, "GetSingerSongList", param).await;
    assert_eq!(songs["data"]["songList"][0]["songInfo"]["singer"][0]["name"], "顾北辰");

    let number: u64 = id(&bench, CollectionKind::Playlist, "everything").parse().unwrap();
    let (mut begin, mut mids) = (0, Vec::new());
    loop {
        let param = json!({ "disstid": number, "song_begin": begin, "song_num": 30 });
        let page = call(&bench, "music.srfDissInfo.DissInfo", "CgiGetDiss", param).await;
        let songs = page["data"]["songlist"].as_array().unwrap();
        mids.extend(songs.iter().map(|song| song["mid"].as_str().unwrap().to_owned()));
        begin += 30;
        if page["data"]["hasmore"] == 0 {
            assert_eq!(page["data"]["total_song_num"], mids.len());
            break;
        }
    }
    let listed: Vec<String> =
        bench.sandbox.catalogue.listings(Source::Qq).map(sandbox::catalogue::Listing::id).collect();
    assert_eq!(mids, listed);

    let charts = call(&bench, "music.musicToplist.Toplist", "GetAll", json!({})).await;
    let toplist = charts["data"]["group"][0]["toplist"].as_array().unwrap();
    assert_eq!((&toplist[0]["topId"], &toplist[0]["title"]), (&json!(26), &json!("热歌榜")));
    assert!(toplist.iter().any(|chart| chart["topId"] == 201), "films are among them");
    let param = json!({ "topId": 26, "offset": 45, "num": 10 });
    let chart = call(&bench, "music.musicToplist.Toplist", "GetDetail", param).await;
    assert_eq!(chart["data"]["data"]["totalNum"], 50);
    assert_eq!(chart["data"]["songInfoList"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn what_is_not_there_is_told_in_each_calls_own_way() {
    let bench = Bench::new();
    let module = "music.musichallAlbum.AlbumInfoServer";
    let album = call(&bench, module, "GetAlbumDetail", json!({ "albumMid": "x" })).await;
    assert_eq!(album["data"]["basicInfo"]["albumMid"], "");
    let module = "music.musichallSinger.SingerInfoInter";
    let singer = call(&bench, module, "GetSingerDetail", json!({ "singer_mids": ["x"] })).await;
    assert_eq!(singer["data"]["singer_list"], json!([]));
    let list =
        call(&bench, "music.srfDissInfo.DissInfo", "CgiGetDiss", json!({ "disstid": 1 })).await;
    assert_eq!(list["code"], 10_004);
    let chart =
        call(&bench, "music.musicToplist.Toplist", "GetDetail", json!({ "topId": 1 })).await;
    assert_eq!(chart["data"]["data"]["topId"], 0);
}

async fn lyric(bench: &Bench, key: &str) -> Value {
    let mid = bench.listing(key, Source::Qq).id();
    let path = format!("/qq/lyric/fcgi-bin/fcg_query_lyric_new.fcg?songmid={mid}&format=json");
    bench.send("GET", &path, &[PLAYER], "").await.json()
}

fn decoded(text: &Value) -> String {
    let encoded = text.as_str().expect("words are text");
    let bytes = STANDARD.decode(encoded).expect("words are in base64");
    String::from_utf8(bytes).expect("words are UTF-8")
}

#[tokio::test]
async fn words_want_the_players_page_and_come_in_base64() {
    let bench = Bench::new();
    let full = lyric(&bench, "jasmine/lin-xiaoman/studio").await;
    assert!(decoded(&full["lyric"]).contains("[00:12.00]茉莉花，第一行\n"));
    assert!(decoded(&full["trans"]).starts_with("[00:12.00]Jasmine Flower, line 1\n"));
    let instrumental = lyric(&bench, "jasmine/lin-xiaoman/instrumental").await;
    assert!(decoded(&instrumental["lyric"]).contains("没有填词的纯音乐"));
    let plain = lyric(&bench, "farewell/gu-beichen/live").await;
    assert_eq!(plain["trans"], "");
    assert_eq!(lyric(&bench, "kangding/chen-yuanshan/demo").await["retcode"], -1901);

    let mid = bench.listing("jasmine/lin-xiaoman/studio", Source::Qq).id();
    let path = format!("/qq/lyric/fcgi-bin/fcg_query_lyric_new.fcg?songmid={mid}");
    let script = bench.send("GET", &path, &[PLAYER], "").await.text();
    assert!(script.starts_with("MusicJsonCallback({"), "{script}");
    let refused = bench.get(&format!("{path}&format=json")).await.json();
    assert_eq!(refused["retcode"], -1310);
    assert_eq!(counts(&bench).await, [("lyrics".to_owned(), 6)]);
}

#[tokio::test]
async fn suggestions_come_by_sort() {
    let bench = Bench::new();
    let path = "/qq/splcloud/fcgi-bin/smartbox_new.fcg?format=json&key=";
    let answer = bench.get(&format!("{path}{}", encode("茉莉"))).await.json();
    let first = &answer["data"]["song"]["itemlist"][0];
    assert!(first["name"].as_str().unwrap().starts_with("茉莉花"));
    assert_eq!(answer["data"]["singer"]["itemlist"], json!([]));
}

#[tokio::test]
async fn faults_strike_one_operation_and_are_told_in_its_words() {
    let bench = Bench::new();
    let limit =
        |operation: &str| json!([{ "target": "qq", "operation": operation, "kind": "rate_limit" }]);
    bench.faults(limit("search_albums")).await;
    assert_eq!(search(&bench, 2, "hymns").await["album"]["list"], json!([]));
    assert_ne!(search(&bench, 1, "林小满").await["singer"]["list"], json!([]));
    bench.faults(limit("charts")).await;
    let charts = call(&bench, "music.musicToplist.Toplist", "GetAll", json!({})).await;
    assert_eq!(charts["code"], 2001);
    bench.faults(limit("lyrics")).await;
    assert_eq!(lyric(&bench, "jasmine/lin-xiaoman/studio").await["retcode"], 2001);
}
