use axum::{
    extract::State,
    http::{HeaderName, header},
};

use super::HttpState;

/// `GET /metrics`: Prometheus' text.
pub(super) async fn get(
    State(state): State<HttpState>,
) -> ([(HeaderName, &'static str); 1], String) {
    let (open, idle) = state.store.pool_state();
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], state.metrics.render(open, idle))
}
