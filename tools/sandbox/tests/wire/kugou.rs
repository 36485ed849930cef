use std::collections::BTreeMap;

use axum::http::StatusCode;
use sandbox::catalogue::{Quality, Source};
use sandbox::sources::kugou::{android_signature, tracker_key};
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

const ROUTER: (&str, &str) = ("x-router", "trackercdn.kugou.com");

fn hash(bench: &Bench, key: &str, quality: Quality) -> String {
    bench.listing(key, Source::Kugou).identity.hash(quality)
}

/// A signed query to the tracker behind the gateway.
fn signed(hash: &str, quality: &str, others: &[(&str, &str)]) -> String {
    let mut parameters = BTreeMap::from([
        ("appid", "1005"),
        ("clientver", "20489"),
        ("clienttime", "1795341600"),
        ("dfid", "2kUvqR3mBNqN4ZLr"),
        ("mid", "1"),
        ("userid", "0"),
        ("behavior", "play"),
        ("cmd", "26"),
        ("pid", "2"),
        ("IsFreePart", "1"),
        ("hash", hash),
        ("quality", quality),
    ]);
    parameters.extend(others.iter().copied());
    let signature = android_signature(parameters.iter().map(|(k, v)| (*k, *v)), "", false);
    let query: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    format!("/kugou/v5/url?{}&signature={signature}", query.join("&"))
}

async fn tracker(bench: &Bench, uri: &str) -> Value {
    bench.send("GET", uri, &[ROUTER], "").await.json()
}

#[tokio::test]
async fn the_web_search_marks_escapes_and_pages() {
    let bench = Bench::new();
    let path = "/kugou/song_search_v2?platform=WebFilter&pagesize=2&page=1&keyword=";
    let answer = bench.get(&format!("{path}{}", encode("茉莉花"))).await.json();
    assert_eq!((&answer["status"], &answer["error_code"]), (&json!(1), &json!(0)));
    let lists = answer["data"]["lists"].as_array().unwrap();
    assert_eq!(lists.len(), 2);
    assert!(answer["data"]["total"].as_u64().unwrap() >= 5);
    let item = &lists[0];
    assert!(item["SongName"].as_str().unwrap().starts_with("<em>茉莉花</em>"));
    let hashes = ["FileHash", "HQFileHash", "SQFileHash"].map(|name| item[name].as_str().unwrap());
    assert!(hashes.iter().all(|hash| hash.len() == 32 && *hash == hash.to_uppercase()));
    assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2]);
    let escaped = bench.get(&format!("{path}canon+hartwell")).await.json();
    let singer = escaped["data"]["lists"][0]["SingerName"].as_str().unwrap().to_owned();
    assert_eq!(singer, "<em>Hartwell</em> &amp; Sons Chamber Players");
    let none = bench.get(&format!("{path}zzz")).await.json();
    assert_eq!((&none["data"]["total"], &none["data"]["lists"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn the_mobile_search_has_a_name_for_each_hash() {
    let bench = Bench::new();
    let path = format!("/kugou/api/v3/search/song?page=1&pagesize=3&keyword={}", encode("走西口"));
    let answer = bench.get(&path).await.json();
    let studio = hash(&bench, "west-gate/chen-yuanshan/studio", Quality::Standard);
    let all = answer["data"]["info"].as_array().unwrap();
    let item = all.iter().find(|item| item["hash"] == *studio).unwrap();
    assert_eq!((&item["320hash"], &item["sqhash"]), (&json!(""), &json!("")));
    assert_eq!(item["singername"], "陈远山");
}

#[tokio::test]
async fn song_information_gives_128_for_any_hash() {
    let bench = Bench::new();
    let hash = hash(&bench, "jasmine/lin-xiaoman/studio", Quality::Exhigh).to_uppercase();
    let path = format!("/kugou/app/i/getSongInfo.php?cmd=playInfo&hash={hash}");
    let info = bench.get(&path).await.json();
    assert_eq!((&info["status"], &info["errcode"]), (&json!(1), &json!(0)));
    assert_eq!((&info["bitRate"], &info["timeLength"]), (&json!(128), &json!(213)));
    let url = info["url"].as_str().unwrap();
    assert!(url.contains("/yp/full/"));
    let audio = bench.send("HEAD", url, &[], "").await;
    assert_eq!(audio.header("content-length"), info["fileSize"].to_string());
}

#[tokio::test]
async fn song_information_tells_what_must_be_paid_for() {
    let bench = Bench::new();
    for key in ["farewell/gu-beichen/studio", "purse/chen-yuanshan/studio"] {
        let hash = hash(&bench, key, Quality::Standard);
        let info = bench.get(&format!("/kugou/app/i/getSongInfo.php?hash={hash}")).await.json();
        assert_eq!((&info["status"], &info["url"]), (&json!(0), &json!("")));
        assert_eq!((&info["error"], &info["privilege"]), (&json!("需要付费"), &json!(10)));
    }
    let unknown = bench.get("/kugou/app/i/getSongInfo.php?hash=00").await.json();
    assert_eq!(unknown["status"], 0);
}

#[tokio::test]
async fn a_notice_is_small_for_the_length_it_claims() {
    let bench = Bench::new();
    let hash = hash(&bench, "moon-spring/su-wanqing/studio", Quality::Standard);
    let info = bench.get(&format!("/kugou/app/i/getSongInfo.php?hash={hash}")).await.json();
    assert_eq!(info["status"], 1);
    assert!(info["timeLength"].as_u64().unwrap() > 300);
    assert!(info["fileSize"].as_u64().unwrap() < 100_000);
}

#[tokio::test]
async fn the_tracker_serves_the_quality_asked_for() {
    let bench = Bench::new();
    let standard = hash(&bench, "jasmine/lin-xiaoman/studio", Quality::Standard);
    for (quality, served) in [("320", Quality::Exhigh), ("flac", Quality::Lossless)] {
        let answer = tracker(&bench, &signed(&standard, quality, &[])).await;
        assert_eq!(answer["status"], 1);
        assert_eq!(answer["hash"], hash(&bench, "jasmine/lin-xiaoman/studio", served));
        assert_eq!(answer["bitRate"], served.bitrate_bps());
        assert_eq!(answer["extName"], served.extension());
        let audio = bench.send("HEAD", answer["backupUrl"][0].as_str().unwrap(), &[], "").await;
        assert_eq!(audio.status, StatusCode::OK);
    }
    let members_only = hash(&bench, "wuxi/lin-xiaoman/studio", Quality::Exhigh);
    let lower = tracker(&bench, &signed(&members_only, "320", &[])).await;
    assert_eq!(lower["hash"], hash(&bench, "wuxi/lin-xiaoman/studio", Quality::Standard));
}

#[tokio::test]
async fn the_tracker_tells_denials_and_trials() {
    let bench = Bench::new();
    let vip = hash(&bench, "farewell/gu-beichen/studio", Quality::Standard);
    let denied = tracker(&bench, &signed(&vip, "128", &[])).await;
    assert_eq!((&denied["status"], &denied["priv_status"]), (&json!(2), &json!(0)));
    assert_eq!(denied["fail_process"], json!(["pkg", "vip"]));
    assert_eq!(denied["hash_offset"]["end_ms"], 60_000);
    let token = [("token", "sandbox-vip"), ("userid", "1")];
    assert_eq!(tracker(&bench, &signed(&vip, "128", &token)).await["status"], 1);
    let sold = hash(&bench, "purse/chen-yuanshan/studio", Quality::Standard);
    let sold = tracker(&bench, &signed(&sold, "128", &[])).await;
    assert_eq!(sold["fail_process"], json!(["pkg", "buy"]));
    let trial = hash(&bench, "moon-spring/silk-bamboo/studio", Quality::Standard);
    let trial = tracker(&bench, &signed(&trial, "128", &[])).await;
    assert_eq!((&trial["status"], &trial["timeLength"]), (&json!(1), &json!(60)));
    assert!(trial["hash_offset"].is_object());
}

#[tokio::test]
async fn the_tracker_wants_route_signature_and_device() {
    let bench = Bench::new();
    let hash = hash(&bench, "jasmine/lin-xiaoman/studio", Quality::Standard);
    let right = signed(&hash, "128", &[]);
    assert_eq!(bench.get(&right).await.status, StatusCode::NOT_FOUND);
    let altered = right.replace("userid=0", "userid=1");
    assert_eq!(tracker(&bench, &altered).await["error_code"], 20_006);
    let anonymous = signed(&hash, "128", &[("dfid", "-")]);
    assert_eq!(tracker(&bench, &anonymous).await["error_code"], 20_028);
}

#[tokio::test]
async fn the_old_tracker_wants_its_key() {
    let bench = Bench::new();
    let hash = hash(&bench, "jasmine/lin-xiaoman/studio", Quality::Exhigh);
    let path = |key: &str| {
        format!("/kugou/i/v2/?key={key}&hash={hash}&appid=1005&pid=2&cmd=25&behavior=play")
    };
    let answer = bench.get(&path(&tracker_key(&hash))).await.json();
    assert_eq!((&answer["status"], &answer["bitRate"]), (&json!(1), &json!(320_000)));
    assert_eq!(bench.get(&path("0")).await.json()["status"], 0);
}

#[tokio::test]
async fn limits_and_checks_have_their_codes() {
    let bench = Bench::new();
    for (kind, code) in [("rate_limit", 1002), ("verification", 20_028)] {
        bench.faults(json!([{ "target": "kugou", "operation": "*", "kind": kind }])).await;
        let search = bench.get("/kugou/song_search_v2?keyword=a").await.json();
        assert_eq!(search["error_code"], code);
        let info = bench.get("/kugou/app/i/getSongInfo.php?hash=0").await.json();
        assert_eq!(info["errcode"], code);
    }
}
