use std::time::Duration;

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use tokio::time::Instant;

use super::HttpState;

/// A probe that waits longer than this has its answer.
const LIMIT: Duration = Duration::from_secs(2);

/// `GET /health`: the process answers.
pub(super) async fn live() -> Json<Live> {
    Json(Live { status: "ok" })
}

/// `GET /health/ready`: what it depends on answers, or 503.
pub(super) async fn ready(State(state): State<HttpState>) -> (StatusCode, Json<Ready>) {
    let begun = Instant::now();
    let up = state.store.ping(LIMIT).await;
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (code, status, state) = if up {
        (StatusCode::OK, "ok", "up")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "down")
    };
    let dependencies = [Dependency { name: "database", state, took_ms }];
    (code, Json(Ready { status, dependencies }))
}

#[derive(Debug, Serialize)]
pub(super) struct Live {
    status: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Ready {
    status: &'static str,
    dependencies: [Dependency; 1],
}

#[derive(Debug, Serialize)]
struct Dependency {
    name: &'static str,
    state: &'static str,
    took_ms: u64,
}
