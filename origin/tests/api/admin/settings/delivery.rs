use origin::audit::Actor;
use serde_json::{Value, json};
use wasm_shared::contract::{config::v1::GetReleaseRequest, telemetry::v1::ReportRequest};

use super::{bound, origin};
use crate::support::{Origin, PushEdge, origin::clock};

fn set(bytes: i64) -> impl FnMut(&mut Value) -> Option<origin::audit::Action> {
    move |document| {
        *document = bound(bytes);
        None
    }
}

#[tokio::test]
async fn what_is_published_is_told_at_once_and_shown_where_it_runs() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    let owner = origin.owner().await;
    origin.releases.publish_change(&Actor::System, "one", set(10)).await.unwrap();
    let told = edge.wait_for_release(1).await;
    assert_eq!(told.current.document, bound(10));
    origin.releases.publish_change(&Actor::System, "two", set(20)).await.unwrap();
    let later = edge.wait_for_release(2).await;
    assert!(later.revision > told.revision);
    let running = async || {
        let edges = owner.get("/settings/edges").await.expect(200);
        let edge = &edges["items"][0];
        (edge["edge_instance"].clone(), edge["release"].clone())
    };
    while running().await != (json!("push-edge"), json!(2)) {
        tokio::task::yield_now().await;
    }
    origin.clock.advance(chrono::TimeDelta::minutes(16));
    assert_eq!(owner.get("/settings/edges").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn an_edge_that_was_away_is_told_the_last() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock.clone(), &edge.settings()).await;
    edge.go_down();
    origin.releases.publish_change(&Actor::System, "one", set(10)).await.unwrap();
    edge.wait_for_calls(1).await;
    origin.releases.publish_change(&Actor::System, "two", set(20)).await.unwrap();
    edge.judge(|_| Ok(()));
    assert_eq!(edge.wait_for_release(2).await.current.document, bound(20));
}

/// An edge may have lost what it was told, and an origin may have ended before it told.
#[tokio::test]
async fn an_origin_tells_when_it_starts() {
    let origin = origin().await;
    origin.releases.publish_change(&Actor::System, "one", set(10)).await.unwrap();
    let edge = PushEdge::start(origin.clock.clone()).await;
    let _beside = origin.beside(&edge.settings()).await;
    edge.wait_for_release(1).await;
}

#[tokio::test]
async fn an_edge_may_ask_and_reports_what_it_goes_by() {
    let origin = origin().await;
    let owner = origin.owner().await;
    let nothing =
        origin.edge.config().get_release(GetReleaseRequest {}).await.unwrap().into_inner();
    let current = nothing.current.unwrap();
    assert_eq!((nothing.revision, current.number, current.document.as_str()), (0, 0, "{}"));
    origin.releases.publish_change(&Actor::System, "one", set(10)).await.unwrap();
    let asked = origin.edge.config().get_release(GetReleaseRequest {}).await.unwrap().into_inner();
    let current = asked.current.unwrap();
    assert_eq!((current.number, current.document), (1, bound(10).to_string()));

    let now = origin.clock.now().timestamp_millis();
    let mut report = ReportRequest {
        edge_instance: "isolate".to_owned(),
        edge_kind: "cloudflare".to_owned(),
        sequence: 1,
        from_ms: now,
        to_ms: now,
        refused_release: "release 1: settings: limits.query_bytes: must be …".to_owned(),
        ..ReportRequest::default()
    };
    // The process learns of the release by the database's notification.
    while origin
        .edge
        .telemetry()
        .report(report.clone())
        .await
        .unwrap()
        .into_inner()
        .settings_revision
        < asked.revision
    {
        report.sequence += 1;
    }
    let edges = owner.get("/settings/edges").await.expect(200);
    assert_eq!(edges["items"][0]["release"], 0);
    assert!(edges["items"][0]["problem"].as_str().unwrap().contains("limits.query_bytes"));
    (report.sequence, report.release, report.candidate) = (report.sequence + 1, 1, Some(2));
    report.refused_release.clear();
    origin.edge.telemetry().report(report).await.unwrap();
    let edges = owner.get("/settings/edges").await.expect(200);
    let edge = &edges["items"][0];
    assert_eq!((&edge["release"], &edge["rollout_release"]), (&json!(1), &json!(2)));
    assert_eq!(edge["problem"], Value::Null);
}
