use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use wasm_shared::settings::tree;

use super::{AdminState, order_of};
use crate::{
    admin::{extract::Json, problem::Problem},
    stats::SourceHealth,
};

/// A music service.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub(super) struct SourceBody {
    source: &'static str,
    /// From 1; null for one that is not asked.
    order: Option<usize>,
    /// Whether it is asked at all.
    enabled: bool,
    /// The worst that an edge reported within the last five minutes: `open`, `half_open`, `closed`;
    /// `unknown` where none reported.
    breaker: String,
    /// How many edges reported, and with how many of them the breaker stands so.
    edges: i64,
    breaker_edges: i64,
    /// Calls of this hour and the one before.
    calls: i64,
    /// Share of them, 0 to 1, that were no faults; a denial is none.
    success_rate: Option<f64>,
    p50_ms: Option<f64>,
    p95_ms: Option<f64>,
    credential: CredentialBody,
}

/// The operator's credential, without what it is.
#[derive(Debug, Serialize, ToSchema)]
struct CredentialBody {
    /// Whether the release in force holds one.
    set: bool,
    /// The worst that an edge reported: `refused`, `accepted`, `untested`, `none`; `unknown` where
    /// none reported.
    state: String,
    /// When an edge last reported.
    seen_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Sources {
    items: Vec<SourceBody>,
    /// Always null: there are four.
    next_cursor: Option<String>,
}

/// The sources, in the order they are asked.
#[utoipa::path(get, path = "/sources", tag = "sources", responses((status = 200, body = Sources)))]
pub(super) async fn list(State(state): State<AdminState>) -> Result<Json<Sources>, Problem> {
    let document = state.releases.current().await?.document.tree;
    let order = order_of(&document);
    let health = state.statistics.source_health().await?;
    let mut items: Vec<_> =
        health.into_iter().map(|health| body(health, &document, &order)).collect();
    items.sort_by_key(|item| item.order.unwrap_or(usize::MAX));
    Ok(Json(Sources { items, next_cursor: None }))
}

fn body(health: SourceHealth, document: &Value, order: &[String]) -> SourceBody {
    let source = health.source.as_str();
    let common = |member: &str| tree::get(document, &format!("sources.{source}.common.{member}"));
    let place = order.iter().position(|known| known == source);
    let seen_at = health.seen_at();
    let unknown = || "unknown".to_owned();
    let standing = health.standing;
    let state = standing.as_ref().map_or_else(unknown, |standing| standing.credential.clone());
    SourceBody {
        source,
        order: place.map(|place| place + 1),
        enabled: place.is_some() && common("enabled").and_then(Value::as_bool).unwrap_or(true),
        edges: standing.as_ref().map_or(0, |standing| standing.edges),
        breaker_edges: standing.as_ref().map_or(0, |standing| standing.breaker_edges),
        breaker: standing.map_or_else(unknown, |standing| standing.breaker),
        calls: health.calls,
        success_rate: health.success_rate,
        p50_ms: health.p50_ms,
        p95_ms: health.p95_ms,
        credential: CredentialBody { set: common("cookie").is_some(), state, seen_at },
    }
}
