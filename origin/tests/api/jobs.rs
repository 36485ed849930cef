//! What the origins do by themselves.

use std::{
    fmt,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use chrono::TimeDelta;
use origin::jobs::Board;
use tokio::sync::Barrier;

use crate::support::{Origin, SettingsFile, settings_text};

const HOUR: Duration = Duration::from_hours(1);

/// Runs a job that counts how often it ran.
async fn count(board: &Board, name: &'static str, runs: &AtomicU32) -> bool {
    let job = async {
        runs.fetch_add(1, Ordering::SeqCst);
        Ok::<_, fmt::Error>(())
    };
    board.turn(name, HOUR, job).await.unwrap()
}

#[tokio::test]
async fn a_job_runs_once_a_period_whoever_asks() {
    let origin = Origin::start().await;
    let beside = origin.beside("").await;
    let runs = AtomicU32::new(0);
    let turn = async |board: &Board| count(board, "count", &runs).await;
    assert!(turn(&origin.board).await);
    assert!(!turn(&beside.board).await);
    origin.clock.advance(TimeDelta::minutes(53));
    assert!(!turn(&origin.board).await);
    origin.clock.advance(TimeDelta::minutes(2));
    assert!(turn(&beside.board).await);
    assert_eq!(runs.load(Ordering::SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_runs_elsewhere_is_left_alone() {
    let origin = Origin::start().await;
    let beside = origin.beside("").await;
    let (begun, end) = (Barrier::new(2), Barrier::new(2));
    let long = async {
        begun.wait().await;
        end.wait().await;
        Ok::<_, fmt::Error>(())
    };
    let runs = AtomicU32::new(0);
    let other = async {
        begun.wait().await;
        // Long overdue, but for its being under way.
        origin.clock.advance(TimeDelta::days(1));
        let ran = count(&beside.board, "long", &runs).await;
        end.wait().await;
        ran
    };
    let (ran, other_ran) = tokio::join!(origin.board.turn("long", HOUR, long), other);
    assert!(ran.unwrap() && !other_ran);
    assert_eq!(runs.load(Ordering::SeqCst), 0);
}

/// A job that fails is shown with its reason, by the command and in the figures.
#[tokio::test]
async fn how_jobs_ended_is_shown() {
    let origin = Origin::start().await;
    let fails = async || origin.board.turn("fails", HOUR, async { Err(fmt::Error) }).await.unwrap();
    assert!(fails().await);
    origin.clock.advance(TimeDelta::hours(1));
    assert!(fails().await);
    let runs = AtomicU32::new(0);
    assert!(count(&origin.board, "counts", &runs).await);

    let vendor = origin.vendor.endpoint();
    let file = SettingsFile::new(&settings_text(&origin.database.url(), vendor));
    let output = file.command().arg("jobs").output().await.unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    // Jobs of the origin's own may have run meanwhile.
    let mut lines = shown.lines().skip_while(|line| !line.starts_with("counts "));
    assert!(lines.next().unwrap().ends_with("1 runs, 0 failed"), "{shown}");
    let mut lines = shown.lines().skip_while(|line| !line.starts_with("fails "));
    let failed = lines.next().unwrap();
    assert!(failed.contains("2026-06-01T09:00:00Z"), "{shown}");
    assert!(failed.ends_with("failed  2 runs, 2 failed"), "{shown}");
    assert!(lines.next().unwrap().contains("an error occurred when formatting"), "{shown}");

    let figures = reqwest::get(origin.url("/metrics")).await.unwrap().text().await.unwrap();
    for line in [
        r#"origin_job_runs_total{job="fails",outcome="failed"} 2"#,
        r#"origin_job_runs_total{job="counts",outcome="done"} 1"#,
        r#"origin_job_last_start_timestamp_seconds{job="counts"} 1780304400"#,
    ] {
        assert!(figures.contains(line), "{line} is not in\n{figures}");
    }
}
