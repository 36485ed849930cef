//! What is known of the service as a whole.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt;
use origin::stats::Statistics;
use reqwest::Method;
use serde_json::{Value, json};
use wasm_shared::contract::telemetry::v1::{
    PlaybackCount, ReportRequest, RequestCount, SourceCount, SourceState,
};

use super::AdminClient;
use crate::support::{
    Origin,
    origin::{PHONE, TEST_PHONE},
};

fn statistics(origin: &Origin) -> Statistics {
    Statistics {
        store: origin.board.store.clone(),
        clock: origin.clock.clone(),
        hours_kept: TimeDelta::days(3),
        days_kept: TimeDelta::days(30),
    }
}

/// Durations that all fell into one bucket.
fn bucket(place: usize, times: u64) -> Vec<u64> {
    let mut buckets = vec![0; 14];
    buckets[place] = times;
    buckets
}

/// Two searches from memory and three plays, two of them by Kugou in NetEase's place.
fn report(sequence: u64, from: DateTime<Utc>) -> ReportRequest {
    ReportRequest {
        edge_instance: "isolate-1".to_owned(),
        edge_kind: "cloudflare".to_owned(),
        sequence,
        from_ms: from.timestamp_millis(),
        to_ms: from.timestamp_millis() + 1_000,
        requests: vec![RequestCount {
            route: "/api/v1/search".to_owned(),
            method: "GET".to_owned(),
            status: 200,
            cache: "memory".to_owned(),
            count: 2,
            duration_ms_sum: 8,
            duration_ms_max: 4,
            duration_buckets: bucket(2, 2),
        }],
        sources: vec![
            source_count("kugou", "ok", 3),
            source_count("kugou", "timeout", 1),
            source_count("netease", "vip", 2),
        ],
        playbacks: vec![playback("kugou", "ok", true, 2), playback("netease", "ok", false, 1)],
        ..ReportRequest::default()
    }
}

fn playback(source: &str, outcome: &str, substituted: bool, count: u64) -> PlaybackCount {
    PlaybackCount { source: source.to_owned(), outcome: outcome.to_owned(), substituted, count }
}

fn source_count(source: &str, outcome: &str, count: u64) -> SourceCount {
    SourceCount {
        source: source.to_owned(),
        operation: "playback".to_owned(),
        outcome: outcome.to_owned(),
        count,
        duration_ms_sum: 100 * count,
        duration_ms_max: 100,
        duration_buckets: bucket(6, count),
    }
}

async fn tell(origin: &Origin, report: ReportRequest) {
    origin.edge.telemetry().report(report).await.unwrap();
}

/// Labels and the sums of their points.
async fn sums(client: &AdminClient<'_>, query: &str) -> Vec<(String, f64)> {
    let set = client.get(&format!("/stats/series?{query}")).await.expect(200);
    let sum = |series: &Value| {
        let points = series["points"].as_array().unwrap();
        points.iter().filter_map(|point| point["value"].as_f64()).sum()
    };
    let series = set["series"].as_array().unwrap().iter();
    series.map(|series| (series["label"].as_str().unwrap().to_owned(), sum(series))).collect()
}

fn labelled(expected: &[(&str, f64)]) -> Vec<(String, f64)> {
    expected.iter().map(|(label, sum)| ((*label).to_owned(), *sum)).collect()
}

#[tokio::test]
async fn hours_are_shown_as_the_edges_report_them() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    let now = origin.clock.now();
    tell(&origin, report(1, now)).await;
    tell(&origin, report(2, now - TimeDelta::hours(2))).await;
    let hours = async |metric: &str| sums(&auditor, &format!("metric={metric}&step=hour")).await;
    assert_eq!(hours("searches").await, labelled(&[("answered", 4.0)]));
    assert_eq!(hours("requests").await, labelled(&[("2xx", 4.0)]));
    assert_eq!(hours("cache").await, labelled(&[("memory", 4.0)]));
    assert_eq!(hours("plays").await, labelled(&[("kugou", 4.0), ("netease", 2.0)]));
    assert_eq!(hours("play_outcomes").await, labelled(&[("ok", 6.0)]));
    assert_eq!(hours("substitutions").await, labelled(&[("kugou", 4.0)]));
    assert_eq!(hours("source_calls").await, labelled(&[("kugou", 8.0), ("netease", 4.0)]));
    assert_eq!(hours("source_faults").await, labelled(&[("kugou", 2.0)]), "a denial is none");

    let set = auditor.get("/stats/series?metric=plays&step=hour").await.expect(200);
    let points = set["series"][0]["points"].as_array().unwrap();
    assert_eq!((points.len(), &set["unit"]), (24, &json!("count")));
    assert_eq!(points[23], json!({ "at": "2026-06-01T08:00:00Z", "value": 2.0 }));
    assert_eq!(points[22]["value"], 0.0, "an hour without any had none");
    let latency = auditor.get("/stats/series?metric=latency&step=hour").await.expect(200);
    let p50 = &latency["series"][0];
    assert_eq!((&p50["label"], &latency["unit"]), (&json!("p50"), &json!("ms")));
    assert_eq!(p50["points"][23]["value"], 3.5, "in the middle between 2 and 5 ms");
    assert_eq!(p50["points"][22]["value"], Value::Null, "nothing was timed then");
    let other = "/stats/series?metric=latency&step=hour&route=/health";
    assert_eq!(auditor.get(other).await.expect(200)["series"], json!([]));
}

#[tokio::test]
async fn a_series_that_is_not_there_is_refused_by_the_fields_name() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    for (query, field) in [
        ("metric=weather&step=hour", "metric"),
        ("metric=plays&step=year", "step"),
        ("metric=plays&step=hour&from=2020-01-01T00:00:00Z", "from"),
        ("metric=plays&step=hour&from=2026-06-02T00:00:00Z&to=2026-06-01T00:00:00Z", "from"),
        ("metric=latency&step=hour&route=%00", "route"),
    ] {
        let refused = auditor.get(&format!("/stats/series?{query}")).await.expect(422);
        assert!(refused["fields"].get(field).is_some(), "{query}: {refused}");
    }
}

/// A day is added up again until nothing can come any more, and comes to the same however often.
#[tokio::test]
async fn days_are_added_up_with_what_comes_late() {
    let origin = Origin::start().await;
    let statistics = statistics(&origin);
    let auditor = origin.auditor().await;
    let yesterday = origin.clock.now() - TimeDelta::hours(10);
    let plays = async || sums(&auditor, "metric=plays&step=day").await;
    tell(&origin, report(1, yesterday)).await;
    for _ in 0..2 {
        assert_eq!(statistics.roll_up().await.unwrap(), 2, "yesterday and today");
        assert_eq!(plays().await, labelled(&[("kugou", 2.0), ("netease", 1.0)]));
    }
    tell(&origin, report(2, yesterday - TimeDelta::hours(3))).await;
    statistics.roll_up().await.unwrap();
    assert_eq!(plays().await, labelled(&[("kugou", 4.0), ("netease", 2.0)]));
    let set = auditor.get("/stats/series?metric=plays&step=day").await.expect(200);
    let points = set["series"][0]["points"].as_array().unwrap();
    assert_eq!(points[28], json!({ "at": "2026-05-31T00:00:00Z", "value": 4.0 }));
    assert_eq!((points.len(), &points[29]["value"]), (30, &json!(0.0)));
}

/// An origin that was away for days adds up what it missed; hours that are gone take nothing away.
#[tokio::test]
async fn hours_go_when_their_day_is_final_and_days_stay() {
    let origin = Origin::start().await;
    let statistics = statistics(&origin);
    tell(&origin, report(1, origin.clock.now())).await;
    origin.clock.advance(TimeDelta::days(5));
    statistics.prune().await.unwrap();
    let hours = "SELECT count(*) FROM playback_stats_hourly";
    assert_eq!(origin.database.count(hours).await, 2, "their day was not added up yet");
    assert_eq!(statistics.roll_up().await.unwrap(), 6);
    assert!(statistics.prune().await.unwrap() > 0);
    assert_eq!(origin.database.count(hours).await, 0);
    assert_eq!(statistics.roll_up().await.unwrap(), 2, "the others are final");
    let auditor = origin.auditor().await;
    let plays = sums(&auditor, "metric=plays&step=day").await;
    assert_eq!(plays, labelled(&[("kugou", 2.0), ("netease", 1.0)]));
    origin.clock.advance(TimeDelta::days(40));
    statistics.roll_up().await.unwrap();
    statistics.prune().await.unwrap();
    let days = "SELECT count(*) FROM playback_stats_daily";
    assert_eq!(origin.database.count(days).await, 0);
}

#[tokio::test]
async fn users_count_once_and_nobody_is_kept() {
    let origin = Origin::start().await;
    let statistics = statistics(&origin);
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    origin.sign_in(TEST_PHONE, "b").await;
    origin.sign_in(PHONE, "a").await;
    origin.clock.advance(TimeDelta::hours(1));
    origin.edge.refresh(&tokens.refresh_token).await.unwrap();
    statistics.roll_up().await.unwrap();
    let auditor = origin.auditor().await;
    let users = async |step| sums(&auditor, &format!("metric=active_users&step={step}")).await;
    assert_eq!(users("day").await, labelled(&[("users", 2.0)]));
    assert_eq!(users("hour").await, labelled(&[("users", 3.0)]), "two, then one");
    let overview = auditor.get("/stats/overview").await.expect(200);
    assert_eq!(overview["active_users_today"], 2);

    let named = "SELECT count(*) FROM active_user_marks m, users u
                 WHERE position(decode(replace(u.id::text, '-', ''), 'hex') IN m.mark) > 0";
    assert_eq!(origin.database.count(named).await, 0);
    origin.clock.advance(TimeDelta::days(3));
    statistics.roll_up().await.unwrap();
    statistics.prune().await.unwrap();
    assert_eq!(origin.database.count("SELECT count(*) FROM active_user_marks").await, 0);
    let counted = "SELECT sum(users)::bigint FROM active_users_daily";
    assert_eq!(origin.database.count(counted).await, 2);
}

#[tokio::test]
async fn messages_are_counted_by_vendor() {
    let origin = Origin::start().await;
    origin.sign_in(PHONE, "a").await;
    statistics(&origin).roll_up().await.unwrap();
    let auditor = origin.auditor().await;
    for step in ["hour", "day"] {
        let taken = sums(&auditor, &format!("metric=sms&step={step}")).await;
        assert_eq!(taken, labelled(&[("aliyun", 1.0)]));
        assert_eq!(sums(&auditor, &format!("metric=sms_failures&step={step}")).await, []);
    }
}

#[tokio::test]
async fn buckets_and_states_that_make_no_sense_are_refused() {
    let origin = Origin::start().await;
    let good = report(1, origin.clock.now());
    let state = |source: &str, breaker: &str| SourceState {
        source: source.to_owned(),
        breaker: breaker.to_owned(),
        credential: "none".to_owned(),
    };
    let mut short = good.clone();
    short.requests[0].duration_buckets.pop();
    let mut unknown = good.clone();
    unknown.source_states = vec![state("spotify", "open")];
    let mut ajar = good.clone();
    ajar.source_states = vec![state("qq", "ajar")];
    let mut twice = good.clone();
    twice.source_states = vec![state("qq", "open"), state("qq", "closed")];
    for wrong in [short, unknown, ajar, twice] {
        let refused = origin.edge.telemetry().report(wrong).await.unwrap_err();
        assert_eq!(refused.code(), tonic::Code::InvalidArgument, "{refused:?}");
    }
    tell(&origin, good).await;
}

/// Reads events until one fits.
async fn figures_with(
    stream: &mut (impl StreamExt<Item = reqwest::Result<axum::body::Bytes>> + Unpin),
    fits: impl Fn(&Value) -> bool,
) -> Option<Value> {
    let mut text = String::new();
    while let Some(Ok(chunk)) = stream.next().await {
        text.push_str(&String::from_utf8_lossy(&chunk));
        while let Some((event, rest)) = text.split_once("\n\n") {
            let data = event.lines().find_map(|line| line.strip_prefix("data: "));
            let figures: Value = serde_json::from_str(data.unwrap_or("null")).unwrap();
            assert!(!event.starts_with("event:") || event.starts_with("event: figures"), "{event}");
            if !figures.is_null() && fits(&figures) {
                return Some(figures);
            }
            text = rest.to_owned();
        }
    }
    None
}

/// Figures move while songs are played, and the stream ends with its session.
#[tokio::test]
async fn figures_are_live_as_long_as_the_session() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    let stream = auditor.request(Method::GET, "/stats/live").send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut stream = Box::pin(stream.bytes_stream());
    let first = figures_with(&mut stream, |_| true).await.unwrap();
    assert_eq!((&first["today"]["plays"], &first["minute"]["plays"]), (&json!(0), &json!(0)));
    tell(&origin, report(1, origin.clock.now())).await;
    let moved = figures_with(&mut stream, |figures| figures["today"]["plays"] == 3).await.unwrap();
    assert_eq!((&moved["minute"]["plays"], &moved["today"]["searches"]), (&json!(3), &json!(2)));
    assert_eq!(moved["today"]["plays_by_source"], json!({ "kugou": 2, "netease": 1 }));
    assert_eq!(auditor.delete("/session").await.status, 204);
    assert!(figures_with(&mut stream, |_| false).await.is_none(), "the stream ends");
}

#[tokio::test]
async fn streams_end_when_the_origin_does() {
    let mut origin = Origin::start().await;
    let mut stream = {
        let auditor = origin.auditor().await;
        let stream = auditor.request(Method::GET, "/stats/live").send().await.unwrap();
        Box::pin(stream.bytes_stream())
    };
    assert!(figures_with(&mut stream, |_| true).await.is_some());
    let begun = tokio::time::Instant::now();
    origin.stop().await;
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}
