use axum::http::StatusCode;
use sandbox::catalogue::Source;
use sandbox::sources::qq::sign;
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

const GATEWAY: &str = "/qq/cgi-bin/musicu.fcg";

fn desktop_search(query: &str, page: u64, size: u64) -> Value {
    json!({
        "module": "music.search.SearchCgiService",
        "method": "DoSearchForQQMusicDesktop",
        "param": { "query": query, "num_per_page": size, "page_num": page, "search_type": 0 },
    })
}

fn vkey(bench: &Bench, key: &str, prefixes: &[&str]) -> Value {
    let listing = bench.listing(key, Source::Qq);
    let mids: Vec<String> = prefixes.iter().map(|_| listing.id()).collect();
    let names: Vec<String> = prefixes
        .iter()
        .map(|prefix| match *prefix {
            "F000" => format!("F000{}.flac", listing.identity.mid("002")),
            "C400" => format!("C400{}.m4a", listing.identity.mid("002")),
            "RS02" => format!("RS02{}.mp3", listing.identity.mid("001")),
            prefix => format!("{prefix}{}.mp3", listing.identity.mid("002")),
        })
        .collect();
    json!({
        "module": "music.vkey.GetVkey",
        "method": "UrlGetVkey",
        "param": { "guid": "7", "songmid": mids, "filename": names, "uin": "0", "platform": "20" },
    })
}

async fn call(bench: &Bench, call: Value) -> Value {
    let body = json!({ "comm": { "ct": 24 }, "x": call }).to_string();
    let answer = bench.send("POST", GATEWAY, &[], body).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()["x"].clone()
}

#[tokio::test]
async fn a_search_gives_track_objects_in_pages() {
    let bench = Bench::new();
    let first = call(&bench, desktop_search("茉莉花", 1, 2)).await;
    assert_eq!(first["code"], 0);
    let list = first["data"]["body"]["song"]["list"].as_array().unwrap().clone();
    assert_eq!(list.len(), 2);
    assert_eq!(first["data"]["meta"]["nextpage"], 2);
    let total = first["data"]["meta"]["sum"].as_u64().unwrap();
    assert!(total >= 5);
    let beyond = call(&bench, desktop_search("茉莉花", total, 2)).await;
    assert_eq!(beyond["data"]["body"]["song"]["list"], json!([]));
    assert_eq!(beyond["data"]["meta"]["nextpage"], -1);
    let track = list.iter().find(|track| track["title"] == "茉莉花").unwrap();
    assert_eq!(track["singer"][0]["name"], "林小满");
    assert_eq!(track["interval"], 214);
    assert_ne!(track["mid"], track["file"]["media_mid"]);
    assert!(track["file"]["size_128mp3"].as_u64().unwrap() > 3_000_000);
    assert_eq!(track["pay"]["pay_play"], 0);
}

#[tokio::test]
async fn a_search_without_a_hit_is_an_empty_list() {
    let bench = Bench::new();
    let answer = call(&bench, desktop_search("nothing like it zzz", 1, 10)).await;
    assert_eq!(answer["code"], 0);
    assert_eq!(answer["data"]["body"]["song"]["list"], json!([]));
    assert_eq!(answer["data"]["meta"]["sum"], 0);
}

#[tokio::test]
async fn the_mobile_search_marks_and_escapes() {
    let bench = Bench::new();
    let answer = call(
        &bench,
        json!({
            "module": "music.search.SearchCgiService",
            "method": "DoSearchForQQMusicMobile",
            "param": {
                "searchid": "1", "query": "欢乐颂 hartwell", "search_type": 0, "num_per_page": 5,
                "page_num": 1, "highlight": 1, "grp": 1,
            },
        }),
    )
    .await;
    let track = &answer["data"]["body"]["item_song"][0];
    assert_eq!(track["title"], "Ode to Joy (<em>欢乐颂</em>)");
    assert_eq!(track["singer"][0]["name"], "<em>Hartwell</em> &amp; Sons Chamber Players");
    assert_eq!(answer["data"]["meta"]["searchid"], "1");
}

#[tokio::test]
async fn several_calls_and_files_go_in_one_request() {
    let bench = Bench::new();
    let listing = bench.listing("jasmine/lin-xiaoman/studio", Source::Qq);
    let detail = json!({
        "module": "music.pf_song_detail_svr",
        "method": "get_song_detail_yqq",
        "param": { "song_mid": listing.id(), "song_type": 0 },
    });
    let body = json!({
        "a": detail,
        "b": vkey(&bench, "jasmine/lin-xiaoman/studio", &["M500", "M800", "F000", "C400"]),
        "c": { "module": "no.such", "method": "call", "param": {} },
    });
    let query = format!("{GATEWAY}?format=json&data={}", encode(&body.to_string()));
    let answer = bench.get(&query).await.json();
    assert_eq!(answer["a"]["data"]["track_info"]["mid"], listing.id());
    let unknown = json!({
        "module": "music.pf_song_detail_svr",
        "method": "get_song_detail_yqq",
        "param": { "song_mid": "003nothing" },
    });
    assert_eq!(call(&bench, unknown).await["data"]["track_info"], Value::Null);
    let files = answer["b"]["data"]["midurlinfo"].as_array().unwrap();
    let results: Vec<&Value> = files.iter().map(|file| &file["result"]).collect();
    assert_eq!(results, [0, 0, 0, 104_003]);
    assert_ne!(answer["c"]["code"], 0);
    let sip = answer["b"]["data"]["sip"][0].as_str().unwrap();
    let url = format!("{sip}{}", files[1]["purl"].as_str().unwrap());
    let part = bench.send("GET", &url, &[("range", "bytes=0-3")], "").await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.header("content-range"), "bytes 0-3/8575680");
    let counted = bench.get("/_requests?target=qq").await.json();
    assert_eq!(
        counted,
        json!({
            "items": [
                { "target": "qq", "operation": "detail", "count": 2 },
                { "target": "qq", "operation": "playback", "count": 1 },
            ],
            "total": 3,
        })
    );
}

#[tokio::test]
async fn denials_have_no_path_and_a_session_opens_members_tracks() {
    let bench = Bench::new();
    for (key, prefix, result) in [
        ("kangding/chen-yuanshan/studio", "M500", 104_003),
        ("meng-jiang/su-wanqing/studio", "M500", 104_003),
        ("purse/chen-yuanshan/studio", "M500", 104_003),
        ("moon-spring/silk-bamboo/studio", "M500", 104_003),
        ("moon-spring/silk-bamboo/studio", "RS02", 0),
        ("wuxi/lin-xiaoman/studio", "F000", 104_003),
        ("wuxi/lin-xiaoman/studio", "M800", 0),
    ] {
        let answer = call(&bench, vkey(&bench, key, &[prefix])).await;
        assert_eq!(answer["code"], 0);
        let file = &answer["data"]["midurlinfo"][0];
        assert_eq!(file["result"], result, "{key} {prefix}");
        assert_eq!(file["purl"] == "", result != 0);
    }
    let body = json!({ "x": vkey(&bench, "kangding/chen-yuanshan/studio", &["M500"]) }).to_string();
    let session = [("cookie", "uin=1; qm_keyst=sandbox-vip")];
    let answer = bench.send("POST", GATEWAY, &session, body).await.json();
    assert_eq!(answer["x"]["data"]["midurlinfo"][0]["result"], 0);
}

/// `mid` is not `media_mid`: a file named by the first alone does not exist.
#[tokio::test]
async fn a_file_named_by_the_wrong_id_is_refused() {
    let bench = Bench::new();
    let mut wrong = vkey(&bench, "jasmine/lin-xiaoman/studio", &["M500"]);
    let mid = wrong["param"]["songmid"][0].as_str().unwrap().to_owned();
    wrong["param"]["filename"][0] = format!("M500{mid}.mp3").into();
    let answer = call(&bench, wrong).await;
    assert_eq!(answer["data"]["midurlinfo"][0]["result"], 104_004);
}

#[tokio::test]
async fn the_signed_gateway_wants_the_signature_of_the_very_bytes() {
    let bench = Bench::new();
    let body = json!({ "x": desktop_search("茉莉花", 1, 1) }).to_string();
    let path = |sign: &str| format!("/qq/cgi-bin/musics.fcg?_=1&sign={sign}");
    let right = bench.send("POST", &path(&sign(body.as_bytes())), &[], body.clone()).await.json();
    assert_eq!((&right["code"], &right["x"]["code"]), (&json!(0), &json!(0)));
    let spaced = body.replace(':', ": ");
    let wrong = bench.send("POST", &path(&sign(body.as_bytes())), &[], spaced).await.json();
    assert_eq!(wrong["code"], 2000);
    assert!(wrong.get("x").is_none());
}

#[tokio::test]
async fn limits_and_checks_have_their_codes() {
    let bench = Bench::new();
    bench.faults(json!([{ "target": "qq", "operation": "*", "kind": "rate_limit" }])).await;
    let limited = call(&bench, desktop_search("茉莉花", 1, 5)).await;
    assert_eq!(limited["code"], 2001);
    assert_eq!(limited["data"]["body"]["song"]["list"], json!([]));
    bench.faults(json!([{ "target": "qq", "operation": "*", "kind": "verification" }])).await;
    let checked = call(&bench, desktop_search("茉莉花", 1, 5)).await;
    assert_eq!(checked["code"], 2001);
    assert!(checked["data"]["feedbackURL"].is_string());
    let refused = call(&bench, vkey(&bench, "jasmine/lin-xiaoman/studio", &["M500"])).await;
    assert_eq!(refused["data"]["sip"], json!([]));
    assert_eq!(refused["data"]["midurlinfo"][0]["result"], 104_009);
}

#[tokio::test]
async fn what_is_no_json_is_refused_by_the_gateway() {
    let bench = Bench::new();
    let answer = bench.send("POST", GATEWAY, &[], "{").await.json();
    assert_ne!(answer["code"], 0);
}
