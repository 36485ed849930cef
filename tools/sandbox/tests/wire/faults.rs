use std::time::Duration;

use axum::http::StatusCode;
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::bench::Bench;

const SEARCH: &str = "/joox/openjoox/v2/search_type?type=0&key=canon";

async fn set(bench: &Bench, rule: Value) {
    let answer = bench.faults(json!([rule])).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn the_list_is_replaced_shown_and_cleared_as_a_whole() {
    let bench = Bench::new();
    let rule = json!({ "target": "qq", "operation": "search", "kind": "status", "value": 503 });
    set(&bench, rule.clone()).await;
    let second = json!({ "target": "*", "operation": "*", "kind": "hang", "probability": 0.25 });
    set(&bench, second.clone()).await;
    assert_eq!(bench.get("/_faults").await.json(), json!([second]));
    assert_eq!(bench.send("DELETE", "/_faults", &[], "").await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.get("/_faults").await.json(), json!([]));
}

#[tokio::test]
async fn a_list_with_a_mistake_changes_nothing_and_says_what_is_wrong() {
    let bench = Bench::new();
    let good = json!({ "target": "qq", "operation": "*", "kind": "html" });
    set(&bench, good.clone()).await;
    let shown = bench.get("/_faults").await.json();
    for (rule, field) in [
        (json!({ "target": "spotify", "kind": "html" }), "1.target"),
        (json!({ "kind": "html" }), "1.target"),
        (json!({ "target": "qq", "kind": "explode" }), "1.kind"),
        (json!({ "target": "qq", "operation": "send", "kind": "html" }), "1.operation"),
        (json!({ "target": "qq", "kind": "status" }), "1.value"),
        (json!({ "target": "qq", "kind": "status", "value": 99 }), "1.value"),
        (json!({ "target": "qq", "kind": "latency" }), "1.value"),
        (json!({ "target": "qq", "kind": "html", "probability": 2 }), "1.probability"),
        (json!({ "target": "qq", "kind": "html", "when": "now" }), "1.fault"),
    ] {
        let answer = bench.faults(json!([good, rule])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{rule}");
        let problem = answer.json();
        assert!(problem["fields"][field].is_string(), "{rule}: {problem}");
        assert_eq!(bench.get("/_faults").await.json(), shown);
    }
    assert_eq!(
        bench.send("PUT", "/_faults", &[], "[").await.status,
        StatusCode::BAD_REQUEST,
        "malformed"
    );
}

#[tokio::test]
async fn a_fault_strikes_its_target_and_operation_only() {
    let bench = Bench::new();
    set(&bench, json!({ "target": "joox", "operation": "search", "kind": "status", "value": 502 }))
        .await;
    assert_eq!(bench.get(SEARCH).await.status, StatusCode::BAD_GATEWAY);
    assert_eq!(bench.get("/joox/page/single?id=x").await.status, StatusCode::OK);
    let elsewhere = bench.get("/kugou/song_search_v2?keyword=canon").await;
    assert_eq!(elsewhere.status, StatusCode::OK);
    set(&bench, json!({ "target": "joox", "operation": "detail", "kind": "status", "value": 502 }))
        .await;
    assert_eq!(bench.get("/joox/page/single?id=x").await.status, StatusCode::BAD_GATEWAY);
}

#[tokio::test]
async fn answers_are_damaged_as_asked() {
    let bench = Bench::new();
    let whole = bench.get(SEARCH).await;
    set(&bench, json!({ "target": "joox", "kind": "garbage" })).await;
    let garbage = bench.get(SEARCH).await;
    assert!(serde_json::from_slice::<Value>(&garbage.body).is_err());
    assert!(garbage.header("content-type").starts_with("application/json"));
    set(&bench, json!({ "target": "joox", "kind": "html" })).await;
    assert!(bench.get(SEARCH).await.text().starts_with("<!DOCTYPE html>"));
    set(&bench, json!({ "target": "joox", "kind": "truncate", "value": 20 })).await;
    assert_eq!(bench.get(SEARCH).await.body, whole.body.slice(..20));
    set(&bench, json!({ "target": "joox", "kind": "truncate" })).await;
    assert_eq!(bench.get(SEARCH).await.body, whole.body.slice(..whole.body.len() / 2));
    set(&bench, json!({ "target": "joox", "kind": "empty" })).await;
    assert_eq!(bench.get(SEARCH).await.json()["tracks"], json!([]));
    set(&bench, json!({ "target": "joox", "kind": "rate_limit" })).await;
    assert_eq!(bench.get(SEARCH).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn answers_are_late_slow_or_never() {
    let bench = Bench::new();
    let whole = bench.get(SEARCH).await.body;
    for (kind, wait) in [("latency", 60), ("slow_body", 60)] {
        set(&bench, json!({ "target": "joox", "kind": kind, "value": wait })).await;
        let start = Instant::now();
        assert_eq!(bench.get(SEARCH).await.body, whole);
        // Pieces are rounded down to whole nanoseconds.
        assert!(start.elapsed() >= Duration::from_millis(wait - 1), "{kind}");
    }
    set(&bench, json!({ "target": "joox", "kind": "hang" })).await;
    assert!(bench.get(SEARCH).now_or_never().is_none());
}

#[tokio::test]
async fn probability_is_between_never_and_always() {
    let bench = Bench::new();
    let failures = async |probability: f64| {
        let rule = json!({
            "target": "joox", "kind": "status", "value": 500, "probability": probability,
        });
        set(&bench, rule).await;
        let mut failures = 0;
        for _ in 0..200 {
            failures += u32::from(bench.get(SEARCH).await.status.is_server_error());
        }
        failures
    };
    assert_eq!(failures(0.0).await, 0);
    assert_eq!(failures(1.0).await, 200);
    // Ten standard deviations either way.
    assert!((30..=170).contains(&failures(0.5).await));
}

#[tokio::test]
async fn files_have_faults_of_their_own() {
    let bench = Bench::new();
    let listing = bench.listing("minuet/ashgrove/studio", sandbox::catalogue::Source::Kugou);
    let take = sandbox::audio::Take::whole(listing, sandbox::catalogue::Quality::Standard);
    let now = bench.sandbox.clock.now();
    let url = bench.sandbox.links.url("", listing, take, now);
    set(&bench, json!({ "target": "audio", "operation": "kugou", "kind": "status", "value": 403 }))
        .await;
    assert_eq!(bench.get(&url).await.status, StatusCode::FORBIDDEN);
    set(&bench, json!({ "target": "audio", "operation": "qq", "kind": "status", "value": 403 }))
        .await;
    assert_eq!(bench.get(&url).await.status, StatusCode::OK);
}

#[tokio::test]
async fn calls_are_counted_whatever_becomes_of_them() {
    let bench = Bench::new();
    bench.get(SEARCH).await;
    set(&bench, json!({ "target": "*", "kind": "status", "value": 500 })).await;
    bench.get(SEARCH).await;
    bench.get("/kugou/song_search_v2?keyword=canon").await;
    let all = bench.get("/_requests").await.json();
    assert_eq!(all["total"], 3);
    let joox = bench.get("/_requests?target=joox").await.json();
    assert_eq!(joox["items"], json!([{ "target": "joox", "operation": "search", "count": 2 }]));
    let unknown = bench.get("/_requests?target=spotify").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    bench.send("DELETE", "/_requests", &[], "").await;
    assert_eq!(bench.get("/_requests").await.json(), json!({ "items": [], "total": 0 }));
}
