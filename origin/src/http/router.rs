use std::sync::Arc;

use axum::{Extension, Router, http::header, response::Response, routing::get};
use wasm_shared::http::problem::{Code, Problem};

use super::{health, jwks, metrics, panel, problem};
use crate::{
    accounts::SigningKeys,
    observe::{Metrics, RequestId},
    store::Store,
};

/// What the handlers need.
#[derive(Debug, Clone)]
pub struct HttpState {
    /// Asked whether it answers.
    pub store: Store,
    /// Published.
    pub signing_keys: Arc<SigningKeys>,
    /// Shown.
    pub metrics: Arc<Metrics>,
}

/// The routes beside gRPC, to be wrapped in [`guard`](super::guard).
pub fn router(state: HttpState) -> Router {
    Router::new()
        .route("/health", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/.well-known/jwks.json", get(jwks::get))
        .route("/metrics", get(metrics::get))
        .merge(panel::router())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(state)
}

async fn not_found(Extension(request_id): Extension<RequestId>) -> Response {
    problem::respond(&Problem::new(Code::NotFound), &request_id)
}

async fn method_not_allowed(Extension(request_id): Extension<RequestId>) -> Response {
    let mut response = problem::respond(&Problem::new(Code::MethodNotAllowed), &request_id);
    let allow = "GET, HEAD".parse().expect("method names are a header's value");
    response.headers_mut().insert(header::ALLOW, allow);
    response
}
