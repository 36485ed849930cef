use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use num_bigint::BigUint;
use sandbox::catalogue::Source;
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

const EAPI_KEY: &[u8; 16] = b"e82ckenh8dichen8";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn player(bench: &Bench, key: &str, level: &str, cookie: &str) -> Value {
    let id = bench.listing(key, Source::Netease).id();
    let path = format!("/netease/api/song/enhance/player/url/v1?ids=[{id}]&level={level}");
    let answer = bench.send("GET", &path, &[("cookie", cookie)], "").await.json();
    assert_eq!(answer["code"], 200);
    answer["data"][0].clone()
}

#[tokio::test]
async fn a_search_is_paged_and_has_no_list_without_a_hit() {
    let bench = Bench::new();
    let form = format!("s={}&type=1&limit=2&offset=0&total=true", encode("茉莉花 林小满"));
    let answer = bench.send("POST", "/netease/api/cloudsearch/pc", &[FORM], form).await.json();
    assert_eq!(answer["result"]["songs"].as_array().unwrap().len(), 2);
    assert!(answer["result"]["songCount"].as_u64().unwrap() > 2);
    let song = &answer["result"]["songs"][0];
    assert_eq!(song["ar"][0]["name"], "林小满");
    assert!(song["dt"].as_u64().unwrap() > 100_000, "milliseconds");
    let none = bench.get("/netease/api/cloudsearch/pc?s=zzz&type=1").await.json();
    assert_eq!(none, json!({ "result": { "songCount": 0 }, "code": 200 }));
}

#[tokio::test]
async fn the_old_search_has_the_old_names() {
    let bench = Bench::new();
    let path = format!("/netease/api/search/get?s={}&type=1&limit=1", encode("樱花 林小满"));
    let song = bench.get(&path).await.json()["result"]["songs"][0].clone();
    assert_eq!(song["artists"][0]["name"], "林小满");
    assert!(song["duration"].as_u64().unwrap() > 100_000);
    assert!(song["album"]["name"].is_string() && song.get("ar").is_none());
}

#[tokio::test]
async fn details_come_with_privileges() {
    let bench = Bench::new();
    let ids = [
        "jasmine/lin-xiaoman/studio",
        "farewell/gu-beichen/studio",
        "purse/chen-yuanshan/studio",
        "moon-spring/su-wanqing/studio",
    ]
    .map(|key| json!({ "id": bench.listing(key, Source::Netease).identity.number() }));
    let path = format!("/netease/api/v3/song/detail?c={}", encode(&json!(ids).to_string()));
    let answer = bench.get(&path).await.json();
    let field = |name: &str| {
        let all = answer["privileges"].as_array().unwrap();
        all.iter().map(|privilege| privilege[name].clone()).collect::<Vec<_>>()
    };
    assert_eq!(field("pl"), [json!(999_000), json!(0), json!(0), json!(0)]);
    assert_eq!(field("st"), [json!(0), json!(0), json!(-200), json!(-200)]);
    assert_eq!(field("toast"), [json!(false), json!(false), json!(true), json!(false)]);
    assert_eq!(answer["songs"][1]["fee"], 1);
    assert!(answer["songs"][3]["noCopyrightRcmd"].is_object());
}

#[tokio::test]
async fn the_player_tells_denials_item_by_item() {
    let bench = Bench::new();
    let open = player(&bench, "jasmine/lin-xiaoman/studio", "lossless", "").await;
    assert_eq!((&open["code"], &open["type"]), (&json!(200), &json!("flac")));
    let audio = bench.send("HEAD", open["url"].as_str().unwrap(), &[], "").await;
    assert_eq!(audio.header("content-length"), open["size"].to_string());
    for (key, code) in [
        ("farewell/gu-beichen/studio", -110),
        ("meng-jiang/su-wanqing/studio", -110),
        ("purse/chen-yuanshan/studio", 404),
        ("moon-spring/su-wanqing/studio", 404),
    ] {
        let denied = player(&bench, key, "exhigh", "").await;
        assert_eq!((&denied["code"], &denied["url"]), (&json!(code), &Value::Null), "{key}");
    }
    let member =
        player(&bench, "farewell/gu-beichen/studio", "exhigh", "MUSIC_U=sandbox-vip").await;
    assert_eq!((&member["code"], &member["br"]), (&json!(200), &json!(320_000)));
}

#[tokio::test]
async fn a_trial_has_an_address_and_says_so() {
    let bench = Bench::new();
    let trial = player(&bench, "moon-spring/silk-bamboo/studio", "exhigh", "").await;
    assert_eq!(trial["code"], 200);
    assert_eq!(trial["freeTrialInfo"], json!({ "start": 0, "end": 30 }));
    let audio = bench.send("HEAD", trial["url"].as_str().unwrap(), &[], "").await;
    assert_eq!(audio.status, StatusCode::OK);
}

/// Free in low quality: what is asked for is not what is given.
#[tokio::test]
async fn the_level_can_be_lower_than_asked_for() {
    let bench = Bench::new();
    let song = player(&bench, "wuxi/lin-xiaoman/studio", "lossless", "").await;
    assert_eq!((&song["level"], &song["fee"]), (&json!("exhigh"), &json!(8)));
}

#[tokio::test]
async fn the_path_of_an_address_is_its_end_in_chinese_time() {
    let bench = Bench::new();
    let song = player(&bench, "jasmine/lin-xiaoman/studio", "standard", "").await;
    let url = song["url"].as_str().unwrap();
    assert!(url.contains("/audio/netease/20261122182500/"), "{url}");
    bench.advance(1_499);
    assert_eq!(bench.send("HEAD", url, &[], "").await.status, StatusCode::OK);
    bench.advance(1);
    assert_eq!(bench.send("HEAD", url, &[], "").await.status, StatusCode::FORBIDDEN);
}

fn eapi_form(path: &str, json: &str) -> String {
    let digest = hex::encode(Md5::digest(format!("nobody{path}use{json}md5forencrypt")));
    let plain = format!("{path}-36cd479b6b5-{json}-36cd479b6b5-{digest}");
    let sealed = ecb::Encryptor::<Aes128>::new(EAPI_KEY.into())
        .encrypt_padded_vec::<Pkcs7>(plain.as_bytes());
    format!("params={}", hex::encode_upper(sealed))
}

#[tokio::test]
async fn eapi_is_opened_verified_and_answered_sealed_on_request() {
    let bench = Bench::new();
    let path = "/netease/eapi/cloudsearch/pc";
    let json = json!({ "s": "茉莉花", "type": 1, "limit": 1, "e_r": true }).to_string();
    let form = eapi_form("/api/cloudsearch/pc", &json);
    let sealed = bench.send("POST", path, &[FORM], form).await.body;
    let opened = ecb::Decryptor::<Aes128>::new(EAPI_KEY.into())
        .decrypt_padded_vec::<Pkcs7>(&sealed)
        .unwrap();
    let answer: Value = serde_json::from_slice(&opened).unwrap();
    assert_eq!(answer["code"], 200);
    assert_eq!(answer["result"]["songs"].as_array().unwrap().len(), 1);
    for wrong in [eapi_form("/api/search/get", &json), "params=00".to_owned(), String::new()] {
        let refused = bench.send("POST", path, &[FORM], wrong).await.json();
        assert_eq!(refused["code"], 400);
    }
}

#[tokio::test]
async fn weapi_is_opened_with_the_published_key() {
    let bench = Bench::new();
    let key = bench.get("/netease/_weapi_key").await.json();
    let number =
        |name: &str| BigUint::parse_bytes(key[name].as_str().unwrap().as_bytes(), 16).unwrap();
    let second = b"fedcba9876543210";
    let seal = |key: &[u8; 16], text: &[u8]| {
        let sealed = cbc::Encryptor::<Aes128>::new(key.into(), b"0102030405060708".into())
            .encrypt_padded_vec::<Pkcs7>(text);
        STANDARD.encode(sealed)
    };
    let json = json!({ "s": "茉莉花", "type": 1, "limit": 1, "csrf_token": "" }).to_string();
    let inner = seal(b"0CoJUm6Qyw8W8jud", json.as_bytes());
    let params = seal(second, inner.as_bytes());
    let reversed: Vec<u8> = second.iter().rev().copied().collect();
    let sealed = BigUint::from_bytes_be(&reversed).modpow(&number("exponent"), &number("modulus"));
    let form = format!("params={}&encSecKey={sealed:0>256x}", encode(&params));
    let path = "/netease/weapi/cloudsearch/pc";
    let answer = bench.send("POST", path, &[FORM], form.clone()).await.json();
    assert_eq!(answer["code"], 200);
    assert_eq!(answer["result"]["songs"].as_array().unwrap().len(), 1);
    let other = form.replace("encSecKey=", "encSecKey=0");
    assert_eq!(bench.send("POST", path, &[FORM], other).await.json()["code"], 400);
}

#[tokio::test]
async fn limits_and_checks_have_their_codes() {
    let bench = Bench::new();
    for (kind, code) in [("rate_limit", 405), ("verification", -462)] {
        bench.faults(json!([{ "target": "netease", "operation": "search", "kind": kind }])).await;
        let answer = bench.get("/netease/api/cloudsearch/pc?s=a").await.json();
        assert_eq!(answer["code"], code);
    }
}
