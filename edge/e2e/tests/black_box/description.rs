//! The edge describes its API, and answers as it says.

use edge_e2e::{Answer, Description, System, encode};
use reqwest::Method;
use serde_json::json;

/// Where the description is.
const PATH: &str = "/api/openapi.json";

#[tokio::test]
async fn the_description_is_open_and_not_sent_twice() {
    let system = System::begin().await;
    let told = Answer::of(system.request(Method::GET, PATH)).await;
    assert_eq!((told.status, told.header("content-type")), (200, "application/json"));
    assert_eq!(told.header("cache-control"), "public, max-age=300");
    let version = told.json["openapi"].as_str().unwrap_or_default();
    assert!(version.starts_with("3.1."), "{version}");
    let tag = told.header("etag").to_owned();
    let again = Answer::of(system.request(Method::GET, PATH).header("if-none-match", &tag)).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    let head = Answer::of(system.request(Method::HEAD, PATH)).await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    assert_eq!(head.header("etag"), tag);
}

#[tokio::test]
async fn answers_are_as_described() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let told = Answer::of(system.request(Method::GET, PATH)).await;
    let mut description = Description::read(&told);

    let found = listener.search("茉莉花").await;
    assert_eq!(found.status, 200, "{}", found.json);
    description.check("get", "/api/v1/search", &found);
    let merged = listener.get("/api/v1/search?q=%E8%8C%89%E8%8E%89%E8%8A%B1&merge=true").await;
    description.check("get", "/api/v1/search", &merged);

    let track = found.json["items"][0]["id"].as_str().unwrap();
    let playback = listener.playback(track, "standard").await;
    description.check("get", "/api/v1/tracks/{id}/playback", &playback);
    let sources = listener.get("/api/v1/sources").await;
    description.check("get", "/api/v1/sources", &sources);

    let favorite = format!("/api/v1/library/favorites/track/{}", encode(track));
    let snapshot = json!({ "title": "茉莉花" });
    let put = Answer::of(listener.request(Method::PUT, &favorite).json(&snapshot)).await;
    description.check("put", "/api/v1/library/favorites/{kind}/{id}", &put);
    let favorites = listener.get("/api/v1/library/favorites").await;
    assert_ne!(favorites.json["items"], json!([]));
    description.check("get", "/api/v1/library/favorites", &favorites);
    let changes = listener.get("/api/v1/library/changes?since=0").await;
    description.check("get", "/api/v1/library/changes", &changes);
    description.check("get", "/api/v1/me", &listener.get("/api/v1/me").await);

    let refused = Answer::of(system.request(Method::GET, "/api/v1/me")).await;
    assert_eq!(refused.code(), "token_missing");
    description.check("get", "/api/v1/me", &refused);
    let invalid = listener.get("/api/v1/tracks/nothing/playback").await;
    assert_eq!(invalid.code(), "invalid_fields");
    description.check("get", "/api/v1/tracks/{id}/playback", &invalid);
}
