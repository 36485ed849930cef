use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::catalogue::{Collection, CollectionKind, Lyrics, Quality, Source};
use serde_json::{Value, json};

use crate::bench::{Bench, encode};

async fn call(bench: &Bench, path: &str) -> Value {
    bench.get(&format!("/kugou{path}")).await.json()
}

fn collection<'a>(bench: &'a Bench, kind: CollectionKind, name: &str) -> &'a Collection {
    let mut all = bench.sandbox.catalogue.collections(Source::Kugou, kind);
    all.find(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[tokio::test]
async fn collections_are_found_with_marks_and_entities() {
    let bench = Bench::new();
    let path = "/api/v3/search";
    let albums = call(&bench, &format!("{path}/album?keyword={}", encode("江南听雨"))).await;
    assert_eq!(albums["status"], 1);
    assert_eq!(albums["data"]["info"][0]["albumname"], "<em>江南听雨</em>");
    let singers = call(&bench, &format!("{path}/singer?keyword=hartwell")).await;
    let name = singers["data"][0]["singername"].as_str().unwrap();
    assert_eq!(name, "<em>Hartwell</em> &amp; Sons Chamber Players");
    let lists = call(&bench, &format!("{path}/special?keyword=winter&pagesize=1")).await;
    let list = &lists["data"]["info"][0];
    assert_eq!(list["nickname"], "Midwinter&#39;s Host");
    for kind in ["album", "special"] {
        let none = call(&bench, &format!("{path}/{kind}?keyword=zzz")).await;
        assert_eq!(none["data"], json!({ "total": 0, "info": [] }));
    }
    let none = call(&bench, &format!("{path}/singer?keyword=zzz")).await;
    assert_eq!(none["data"], json!([]));
}

#[tokio::test]
async fn data_and_songs_are_two_calls() {
    let bench = Bench::new();
    for (kind, call_name, parameter, name) in [
        (CollectionKind::Album, "album", "albumid", "江南听雨"),
        (CollectionKind::Artist, "singer", "singerid", "林小满"),
        (CollectionKind::Playlist, "special", "specialid", "听遍所有"),
    ] {
        let list = collection(&bench, kind, name);
        let info = format!("/api/v3/{call_name}/info?{parameter}={}", list.id());
        let data = call(&bench, &info).await["data"].clone();
        assert_eq!(data["songcount"], list.recordings.len(), "{data}");
        let songs = format!("/api/v3/{call_name}/song?{parameter}={}&page=2&pagesize=2", list.id());
        let songs = call(&bench, &songs).await["data"].clone();
        assert_eq!(songs["total"], list.recordings.len());
        let second = bench.sandbox.catalogue.tracks(list).nth(2).unwrap();
        let item = &songs["info"][0];
        assert_eq!(item["hash"], second.identity.hash(Quality::Standard));
        assert!(item["filename"].as_str().unwrap().ends_with(&format!(" - {}", second.title)));
        assert_eq!(item["remark"], second.album.as_str());
        assert_eq!(item.get("songname"), None);
        let absent = call(&bench, &format!("/api/v3/{call_name}/info?{parameter}=1")).await;
        assert_eq!((&absent["status"], &absent["data"]), (&json!(1), &json!([])));
    }
}

#[tokio::test]
async fn charts_have_their_numbers_and_their_songs_their_authors() {
    let bench = Bench::new();
    let charts = call(&bench, "/api/v5/rank/list?version=9108&withsong=1").await;
    let ids: Vec<u64> = charts["data"]["info"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chart| chart["rankid"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, [8888, 6666, 31308]);
    let songs = call(&bench, "/api/v3/rank/song?rankid=8888&page=1&pagesize=3").await;
    let info = songs["data"]["info"].as_array().unwrap();
    assert_eq!(info.len(), 3);
    assert!(info.iter().all(|song| song["authors"][0]["author_name"].is_string()));
    assert_eq!(call(&bench, "/api/v3/rank/song?rankid=1").await["data"]["total"], 0);
}

async fn lyric(bench: &Bench, candidate: &Value) -> String {
    let text = |value: &Value| value.as_str().expect("it is a string").to_owned();
    let (id, key) = (text(&candidate["id"]), text(&candidate["accesskey"]));
    let file = call(bench, &format!("/download?fmt=lrc&id={id}&accesskey={key}")).await;
    assert_eq!((&file["status"], &file["fmt"]), (&json!(200), &json!("lrc")));
    let content = STANDARD.decode(text(&file["content"])).expect("it is base64");
    String::from_utf8(content).expect("it is text")
}

#[tokio::test]
async fn lyrics_are_chosen_among_candidates_of_which_the_first_is_wrong() {
    let bench = Bench::new();
    let (mut absent, mut instrumental, mut sung) = (0, 0, 0);
    for listing in bench.sandbox.catalogue.listings(Source::Kugou) {
        let hash = listing.identity.hash(Quality::Standard);
        let found = call(&bench, &format!("/search?ver=1&man=yes&client=pc&hash={hash}")).await;
        assert_eq!((&found["status"], &found["errcode"]), (&json!(200), &json!(200)));
        let candidates = found["candidates"].as_array().unwrap();
        let Some(words) = bench.sandbox.catalogue.lyrics(listing) else {
            absent += 1;
            assert!(candidates.is_empty());
            continue;
        };
        assert!(candidates[0]["duration"].as_u64().unwrap() > listing.duration_ms + 30_000);
        assert_eq!(candidates[1]["duration"], listing.duration_ms);
        assert!(lyric(&bench, &candidates[0]).await.contains("另一个录音"));
        let lrc = lyric(&bench, &candidates[1]).await;
        if words == Lyrics::Instrumental {
            instrumental += 1;
            assert!(lrc.contains("纯音乐，请欣赏"));
        } else {
            sung += 1;
            assert!(lrc.contains(&format!("]{}\r\n", words.lines()[0].text)), "{lrc}");
        }
    }
    assert!(absent > 0 && instrumental > 0 && sung > 0, "{absent} {instrumental} {sung}");
    let wrong = call(&bench, "/download?fmt=lrc&id=1&accesskey=0").await;
    assert_eq!(wrong["status"], 403);
}

#[tokio::test]
async fn suggestions_come_in_groups() {
    let bench = Bench::new();
    let path = format!("/getSearchTip?MusicTipCount=2&keyword={}", encode("茉莉"));
    let groups = call(&bench, &path).await["data"].clone();
    assert_eq!(groups[0]["LableName"], "");
    assert_eq!(groups[0]["RecordDatas"].as_array().unwrap().len(), 2);
    assert!(groups[0]["RecordDatas"][0]["HintInfo"].as_str().unwrap().starts_with("茉莉"));
}

#[tokio::test]
async fn every_operation_has_its_faults() {
    let bench = Bench::new();
    for (operation, path) in [
        ("search_albums", "/api/v3/search/album?keyword=a"),
        ("search_artists", "/api/v3/search/singer?keyword=a"),
        ("search_playlists", "/api/v3/search/special?keyword=a"),
        ("suggestions", "/getSearchTip?keyword=a"),
        ("album", "/api/v3/album/info?albumid=1"),
        ("album", "/api/v3/album/song?albumid=1"),
        ("artist", "/api/v3/singer/info?singerid=1"),
        ("artist", "/api/v3/singer/song?singerid=1"),
        ("playlist", "/api/v3/special/info?specialid=1"),
        ("playlist", "/api/v3/special/song?specialid=1"),
        ("charts", "/api/v5/rank/list"),
        ("chart", "/api/v3/rank/song?rankid=8888"),
        ("lyrics", "/search?hash=0"),
        ("lyrics", "/download?id=1"),
    ] {
        for (kind, code) in [("rate_limit", 1002), ("verification", 20_028)] {
            let rule = json!([{ "target": "kugou", "operation": operation, "kind": kind }]);
            bench.faults(rule).await;
            let answer = call(&bench, path).await;
            assert_eq!(
                (&answer["status"], &answer["errcode"]),
                (&json!(0), &json!(code)),
                "{path}"
            );
        }
        let counts = bench.get("/_requests?target=kugou").await.json();
        let counted = counts["items"].as_array().unwrap();
        assert!(counted.iter().any(|it| it["operation"] == operation), "{counts}");
        bench.send("DELETE", "/_requests", &[], "").await;
    }
}
