use axum::http::StatusCode;
use sandbox::catalogue::Source;
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

async fn single(bench: &Bench, key: &str, cookie: &str) -> Value {
    let id = encode(&bench.listing(key, Source::Joox).id());
    let path = format!("/joox/page/single?country=hk&lang=zh_cn&id={id}&device=desktop");
    bench.send("GET", &path, &[("cookie", cookie)], "").await.json()["single"].clone()
}

#[tokio::test]
async fn tracks_come_each_in_a_list_with_traditional_titles() {
    let bench = Bench::new();
    let path = "/joox/openjoox/v2/search_type?country=hk&lang=zh_TW&type=0&key=";
    let answer = bench.get(&format!("{path}{}", encode("彩云追月"))).await.json();
    let track = &answer["tracks"][0][0];
    assert!(track["name"].as_str().unwrap().starts_with("彩雲追月"));
    assert!(track["play_duration"].as_u64().unwrap() < 1000, "seconds");
    assert_eq!(bench.get(&format!("{path}zzz")).await.json()["tracks"], json!([]));
}

#[tokio::test]
async fn the_newer_search_has_sections() {
    let bench = Bench::new();
    let path = "/joox/openjoox/v3/search?country=hk&lang=zh_TW&keyword=";
    let answer = bench.get(&format!("{path}{}", encode("綠袖子"))).await.json();
    let section = &answer["section_list"][0];
    assert_eq!(section["section_type"], 5);
    let info = &section["item_list"][0]["song"][0]["song_info"];
    assert!(info["name"].as_str().unwrap().starts_with("Greensleeves"));
    assert_eq!(bench.get(&format!("{path}zzz")).await.json()["section_list"], json!([]));
}

#[tokio::test]
async fn addresses_are_escaped_for_html_and_play_once_unescaped() {
    let bench = Bench::new();
    let track = single(&bench, "jasmine/lin-xiaoman/studio", "").await;
    assert_eq!((&track["error_code"], &track["is_playable"]), (&json!(0), &json!(true)));
    let url = track["play_url_list"][0].as_str().unwrap();
    assert_ne!(url, track["refrain_url"]);
    assert!(url.contains("&amp;hdnts=exp="));
    assert_eq!(bench.get(url).await.status, StatusCode::FORBIDDEN);
    let played = bench.send("HEAD", &url.replace("&amp;", "&"), &[], "").await;
    assert_eq!(played.status, StatusCode::OK);
}

#[tokio::test]
async fn members_tracks_show_a_clip_until_there_is_a_session() {
    let bench = Bench::new();
    let key = "farewell/gu-beichen/studio";
    let denied = single(&bench, key, "").await;
    assert_eq!(denied["error_code"], 9_009_002);
    assert_eq!(denied["is_playable"], false);
    assert_eq!(denied["play_duration"], 30);
    assert_eq!(denied["play_url_list"][0], denied["refrain_url"]);
    let opened = single(&bench, key, "wmid=1; session_key=sandbox-vip").await;
    assert_eq!(opened["error_code"], 0);
    assert!(opened["play_duration"].as_u64().unwrap() > 200);
}

#[tokio::test]
async fn a_trial_looks_playable_but_is_the_refrain() {
    let bench = Bench::new();
    let track = single(&bench, "moon-spring/silk-bamboo/studio", "").await;
    assert_eq!((&track["error_code"], &track["is_playable"]), (&json!(0), &json!(true)));
    assert_eq!(track["play_url_list"], json!([track["refrain_url"]]));
}

#[tokio::test]
async fn the_page_carries_the_same_data() {
    let bench = Bench::new();
    let listing = bench.listing("jasmine/lin-xiaoman/studio", Source::Joox);
    let id = listing.id().replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let page = bench.get(&format!("/joox/www/hk/single/{id}")).await;
    assert!(page.header("content-type").starts_with("text/html"));
    let text = page.text();
    let (_, data) = text.split_once("type=\"application/json\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let track = &data["props"]["pageProps"]["passingArgumentsData"]["single"];
    assert_eq!(*track, single(&bench, "jasmine/lin-xiaoman/studio", "").await);
}

#[tokio::test]
async fn the_old_call_wraps_json_and_has_json_in_a_string() {
    let bench = Bench::new();
    let info = async |key: &str| {
        let id = encode(&bench.listing(key, Source::Joox).id());
        let path = format!("/joox/web-fcgi-bin/web_get_songinfo?songid={id}&country=hk&lang=zh_cn");
        let text = bench.get(&path).await.text();
        let json = text.strip_prefix("MusicInfoCallback(").unwrap().strip_suffix(')').unwrap();
        serde_json::from_str::<Value>(json).unwrap()
    };
    let open = info("jasmine/lin-xiaoman/studio").await;
    assert_eq!((&open["code"], &open["minterval"]), (&json!(0), &json!(215)));
    let rates: Value = serde_json::from_str(open["kbps_map"].as_str().unwrap()).unwrap();
    assert_eq!(rates["320"], open["size320"]);
    assert_eq!(rates["96"], 0);
    let denied = info("farewell/gu-beichen/studio").await;
    assert_eq!(denied["msg"], "invaid cookie");
    assert_ne!(denied["code"], 0);
}

#[tokio::test]
async fn unknown_tracks_are_not_found() {
    let bench = Bench::new();
    let data = bench.get("/joox/page/single?id=x").await.json();
    assert_eq!(data, json!({ "single": null }));
    assert_eq!(bench.get("/joox/www/hk/single/x").await.status, StatusCode::NOT_FOUND);
}
