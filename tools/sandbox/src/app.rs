//! All routes together.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::sandbox::Sandbox;
use crate::{audio, faults, ground_truth, requests, sms, sources};

/// The application over `sandbox`.
pub fn app(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/health", get(async || "ok\n"))
        .merge(sources::routes())
        .merge(sms::routes())
        .merge(sms::inbox_routes())
        .merge(audio::routes())
        .merge(faults::routes())
        .merge(requests::routes())
        .merge(ground_truth::routes())
        .with_state(sandbox)
}
