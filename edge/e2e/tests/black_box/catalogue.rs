//! Found and played: always the recording that was asked for.

use edge_e2e::{Listing, System};
use serde_json::json;

#[tokio::test]
async fn a_song_is_found_in_either_script() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let found = listener.search("茉莉花").await;
    assert_eq!((found.status, found.header("x-source")), (200, "qq"));
    let track = listener.find("茉莉花", "林小满").await;
    assert_eq!(track["duration_ms"].as_u64().unwrap() / 1000, 214);
    assert_eq!((&track["availability"], &track["version_tags"]), (&json!("full"), &json!([])));
    let joox = listener.get("/api/v1/search?q=%E9%80%81%E5%88%AB&source=joox").await;
    assert_eq!(joox.json["items"][0]["title"], "送別", "asked for in simplified characters");

    let id = track["id"].as_str().unwrap();
    let detail = listener.get(&format!("/api/v1/tracks/{}", edge_e2e::encode(id))).await;
    assert_eq!((&detail.json["id"], &detail.json["title"]), (&track["id"], &track["title"]));
    assert!(!detail.json.to_string().contains("\"file\""), "what only adapters need is not shown");
}

#[tokio::test]
async fn pages_go_on_without_repeating() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let mut seen: Vec<String> = Vec::new();
    let mut path = "/api/v1/search?q=%E8%8C%89%E8%8E%89%E8%8A%B1&limit=2".to_owned();
    for _ in 0..10 {
        let page = listener.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.json);
        let items = page.json["items"].as_array().unwrap();
        seen.extend(items.iter().map(|track| track["id"].as_str().unwrap().to_owned()));
        let Some(cursor) = page.json["next_cursor"].as_str() else { break };
        path = format!("/api/v1/search?q=%E8%8C%89%E8%8E%89%E8%8A%B1&limit=2&cursor={cursor}");
    }
    let mut distinct = seen.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert!(seen.len() >= 4, "{seen:?}");
    assert_eq!(distinct.len(), seen.len(), "{seen:?}");
}

/// Every listing of every recording, played. What plays is that recording or nothing, and nothing
/// only when no source has all of it; of those that some source has, one in fifty may be missed.
#[tokio::test]
async fn what_plays_is_always_the_recording_that_was_asked_for() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let recordings = system.sandbox.truth().await.recordings;
    assert!(recordings.len() >= 60);
    let (mut played, mut substituted, mut refused) = (0, 0, 0);
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for recording in &recordings {
        for Listing { track_id, availability, .. } in &recording.listings {
            let answer = listener.playback(track_id, "standard").await;
            let given = answer.json["track_id"].as_str().unwrap_or_default();
            let told = || {
                let attempts = &answer.json["attempts"];
                let status = answer.status;
                format!(
                    "{track_id} ({availability}) of {}: {status} {given} {attempts}",
                    recording.id
                )
            };
            match answer.status {
                200 if recording.is_whole(given) => played += 1,
                404 if !recording.is_whole_somewhere() => refused += 1,
                404 => missed.push(told()),
                _ => wrong.push(told()),
            }
            substituted += u32::from(answer.json["substituted"] == true);
        }
    }
    println!("{played} played, {substituted} of them substituted, {refused} refused");
    println!("{} missed:\n{}", missed.len(), missed.join("\n"));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(missed.len() * 50 <= played, "{} of {played} missed", missed.len());
    assert!(substituted >= 10 && refused >= 5, "the catalogue has cases of both");
}
