//! What the edge tells the origin of its work.

use std::time::Duration;

use prost::Message;
use wasm_shared::{
    contract::telemetry::v1::{PlaybackCount, ReportRequest},
    settings::Settings,
    testing::TestReply,
};

use crate::{
    edge::{TestEdge, grpc_ok, jwks, refusal, version_reply},
    sources::{Mood, Moods, NETEASE_TRACK, settings},
};

/// How long counts gather.
const WINDOW: Duration = Duration::from_secs(10);

fn edge(moods: &Moods, settings: Settings) -> TestEdge {
    let moods = moods.clone();
    TestEdge::new(settings, move |request| moods.answer(request))
}

/// What was reported since the last time.
fn reports(edge: &TestEdge) -> Vec<ReportRequest> {
    // What is due by now is done, though nobody calls.
    edge.host.clock.run(async {});
    let calls = edge.host.network.take_calls();
    let reports = calls.iter().filter(|call| call.url.ends_with("TelemetryService/Report"));
    // Behind the five bytes of a gRPC-Web frame.
    reports.map(|call| ReportRequest::decode(&call.body[5..]).unwrap()).collect()
}

/// What the origin answers to reports from now on. It says besides who may call, and no more.
fn reports_are_answered(edge: &TestEdge, reply: TestReply) {
    let keys = jwks(&[("current", &edge.key)]);
    edge.host.network.rescript(move |request| {
        if request.url.ends_with("TelemetryService/Report") {
            reply.clone()
        } else if request.url.ends_with("/GetTokenVersion") {
            version_reply(1)
        } else if request.url.ends_with("/.well-known/jwks.json") {
            TestReply::new(200, keys.clone())
        } else {
            TestReply::unreachable()
        }
    });
}

/// One request, and what is reported once its counts have gathered.
fn report_of_a_request(edge: &TestEdge) -> ReportRequest {
    assert_eq!(edge.get("/api/v1/sources").status, 200);
    assert_eq!(reports(edge), [], "counts gather");
    edge.host.clock.advance(WINDOW);
    let [report]: [ReportRequest; 1] = reports(edge).try_into().expect("one report");
    report
}

#[test]
fn a_single_request_is_reported_without_another_one() {
    let edge = edge(&Moods::good(), settings());
    edge.get("/api/v1/sources");
    assert_eq!(reports(&edge), []);
    edge.host.clock.advance(WINDOW);
    let report = reports(&edge).pop().unwrap();
    assert_eq!((report.requests.len(), report.requests[0].count), (1, 1));
    assert_eq!(report.requests[0].route, "/api/v1/sources");
    assert_eq!(report.requests[0].duration_buckets.iter().sum::<u64>(), 1);
    edge.host.clock.advance(WINDOW);
    assert_eq!(reports(&edge), [], "there is nothing more to say");
}

#[test]
fn the_settings_say_how_long_counts_gather() {
    let mut sooner = settings();
    sooner.telemetry.report_after_ms = 1_000;
    let edge = edge(&Moods::good(), sooner);
    edge.get("/api/v1/sources");
    edge.host.clock.advance(Duration::from_millis(999));
    assert_eq!(reports(&edge), []);
    edge.host.clock.advance(Duration::from_millis(1));
    assert_eq!(reports(&edge).len(), 1);
}

#[test]
fn playbacks_are_reported_by_who_plays_what() {
    let moods = Moods::good();
    let edge = edge(&moods, settings());
    let play = || edge.get(&format!("{NETEASE_TRACK}/playback")).status;
    assert_eq!(play(), 200);
    assert_eq!(play(), 200, "from memory, which counts as well");
    moods.netease.set(Mood::Vip);
    edge.host.clock.advance(Duration::from_hours(2));
    assert_eq!(play(), 200, "Kugou plays in its place");
    edge.host.clock.advance(WINDOW);
    let mut playbacks: Vec<PlaybackCount> =
        reports(&edge).into_iter().flat_map(|report| report.playbacks).collect();
    playbacks.sort_by(|a, b| a.source.cmp(&b.source));
    let count = |source: &str, substituted, count| PlaybackCount {
        source: source.to_owned(),
        outcome: "ok".to_owned(),
        substituted,
        count,
    };
    assert_eq!(playbacks, [count("kugou", true, 1), count("netease", false, 2)]);
}

#[test]
fn a_track_that_nobody_plays_is_reported_by_the_code() {
    let moods = Moods::good();
    let edge = edge(&moods, settings());
    moods.set_all(Mood::Failing);
    let refused = edge.get(&format!("{NETEASE_TRACK}/playback"));
    assert_eq!(refused.status, 503);
    edge.host.clock.advance(WINDOW);
    let report = reports(&edge).pop().unwrap();
    let count = &report.playbacks[0];
    assert_eq!((count.source.as_str(), count.outcome.as_str()), ("", refused.code()));
    let calls: u64 = report.sources.iter().map(|count| count.count).sum();
    let timed: u64 = report.sources.iter().flat_map(|count| &count.duration_buckets).sum();
    assert!(calls > 0 && timed == calls, "{report:?}");
}

#[test]
fn how_the_sources_stand_is_reported() {
    let moods = Moods::good();
    let mut wanted = settings();
    wanted.sources.kugou.common.cookie = "token=1".into();
    wanted.breaker.consecutive_faults = 1;
    wanted.breaker.open_ms = 60_000;
    let edge = edge(&moods, wanted);
    moods.netease.set(Mood::Failing);
    edge.get("/api/v1/search?q=a");
    edge.host.clock.advance(WINDOW);
    let states = reports(&edge).pop().unwrap().source_states;
    assert_eq!(states.len(), 4);
    let state = |source: &str| states.iter().find(|state| state.source == source).unwrap();
    assert_eq!(
        (state("netease").breaker.as_str(), state("netease").credential.as_str()),
        ("open", "none")
    );
    assert_eq!(
        (state("kugou").breaker.as_str(), state("kugou").credential.as_str()),
        ("closed", "untested")
    );
}

/// The origin counts what is reported in the hour that it begins in.
#[test]
fn after_a_pause_a_report_begins_with_the_first_request() {
    let edge = edge(&Moods::good(), settings());
    for _ in 0..3 {
        let came = edge.now().as_millis();
        let report = report_of_a_request(&edge);
        assert!(came <= report.from_ms && report.from_ms <= report.to_ms, "{came}: {report:?}");
        edge.host.clock.advance(Duration::from_hours(3));
    }
}

#[test]
fn a_report_that_the_origin_finds_invalid_is_not_sent_again() {
    let edge = edge(&Moods::good(), settings());
    reports_are_answered(&edge, refusal(3, "invalid_fields"));
    assert_eq!(report_of_a_request(&edge).sequence, 1);
    let told = edge.host.log_lines();
    assert_eq!(told.iter().filter(|line| line.contains("telemetry.refused")).count(), 1);
    reports_are_answered(&edge, TestReply::new(200, grpc_ok(&[])));
    let next = report_of_a_request(&edge);
    assert_eq!((next.sequence, next.requests[0].count), (2, 1));
}

#[test]
fn a_report_that_did_not_arrive_is_sent_again_until_it_is_too_old() {
    for reply in [TestReply::unreachable(), refusal(13, "internal")] {
        for (hours, sequence) in [(20, 1), (25, 2)] {
            let edge = edge(&Moods::good(), settings());
            reports_are_answered(&edge, reply.clone());
            let lost = report_of_a_request(&edge);
            edge.host.clock.advance(Duration::from_hours(hours));
            reports_are_answered(&edge, TestReply::new(200, grpc_ok(&[])));
            let next = report_of_a_request(&edge);
            assert_eq!(next.sequence, sequence, "after {hours} hours");
            assert_eq!(next.from_ms == lost.from_ms, sequence == 1);
        }
    }
}
