//! Telemetry intake.

use wasm_shared::contract::telemetry::v1::{ReportRequest, RequestCount, SourceCount};

use crate::support::{Origin, problem};

fn report(origin: &Origin, sequence: u64) -> ReportRequest {
    let now = origin.clock.now().timestamp_millis();
    let request = |status, count| RequestCount {
        route: "/api/v1/search".to_owned(),
        method: "GET".to_owned(),
        status,
        cache: "memory".to_owned(),
        count,
        duration_ms_sum: 10 * count,
        duration_ms_max: 30 + count,
        ..RequestCount::default()
    };
    ReportRequest {
        edge_instance: "isolate-1".to_owned(),
        edge_kind: "cloudflare".to_owned(),
        sequence,
        from_ms: now,
        to_ms: now + 10_000,
        requests: vec![request(200, 2), request(404, 1), request(200, 3)],
        sources: vec![SourceCount {
            source: "qq".to_owned(),
            operation: "search".to_owned(),
            outcome: "ok".to_owned(),
            count: 4,
            duration_ms_sum: 400,
            duration_ms_max: 200,
            ..SourceCount::default()
        }],
        ..ReportRequest::default()
    }
}

#[tokio::test]
async fn batches_add_up_within_the_hour_and_count_once() {
    let origin = Origin::start().await;
    for sequence in [1, 2, 2, 1] {
        origin.edge.telemetry().report(report(&origin, sequence)).await.unwrap();
    }
    let sums: (i64, i64, i64) = sqlx::query_as(
        "SELECT requests, duration_ms_sum, duration_ms_max FROM request_stats_hourly
         WHERE route = '/api/v1/search' AND status = 200 AND cache = 'memory'
           AND hour = '2026-06-01T08:00:00Z'",
    )
    .fetch_one(&mut origin.database.connect().await)
    .await
    .unwrap();
    assert_eq!(sums, (10, 100, 33));
    assert_eq!(origin.database.count("SELECT calls FROM source_stats_hourly").await, 8);
    assert_eq!(origin.database.count("SELECT count(*) FROM request_stats_hourly").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_of_many_edges_at_once_add_up() {
    let origin = Origin::start().await;
    let batches = (0..40).map(|number| {
        let (edge, mut report) = (origin.edge.clone(), report(&origin, 1));
        report.edge_instance = format!("isolate-{}", number % 20);
        tokio::spawn(async move { edge.telemetry().report(report).await.unwrap() })
    });
    for batch in futures_util::future::join_all(batches).await {
        batch.unwrap();
    }
    assert_eq!(origin.database.count("SELECT calls FROM source_stats_hourly").await, 80);
}

#[tokio::test]
async fn a_batch_that_makes_no_sense_is_refused() {
    let origin = Origin::start().await;
    let wrong = ReportRequest { edge_kind: "x".to_owned(), ..report(&origin, 1) };
    let refused = problem(origin.edge.telemetry().report(wrong).await);
    assert!(refused.fields.contains_key("edge_kind"), "{refused:?}");
    let wrong = ReportRequest { from_ms: i64::MAX, ..report(&origin, 1) };
    let refused = problem(origin.edge.telemetry().report(wrong).await);
    assert!(refused.fields.contains_key("from_ms"), "{refused:?}");
    origin.edge.telemetry().report(report(&origin, 1)).await.unwrap();
}
