//! The administrators' HTTP API, `/admin/api/v1`: one file per operation, with request, answer and
//! handler. `permission.rs` says who may call what, `guard.rs` sees to it.

mod admins;
mod alerts;
mod audit;
mod cookie;
mod extract;
mod guard;
mod headers;
mod jobs;
mod openapi;
mod outbox;
mod page;
pub mod permission;
mod problem;
mod session;
mod settings;
mod sms;
mod sources;
mod stats;
mod users;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
pub use guard::Admin;
pub use openapi::description;
pub use problem::{Code, Problem};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    accounts::Accounts,
    administrators::Administrators,
    alerts::Alerts,
    audit::Audit,
    clock::Clock,
    releases::Releases,
    stats::{Live, Statistics},
    store::Store,
    vault::Vault,
};

/// The largest body, unless a route says otherwise by a limit of its own.
const BODY_LIMIT: usize = 64 * 1024;

/// What the handlers need.
#[derive(Debug, Clone)]
pub struct AdminState {
    /// The database.
    pub store: Store,
    /// Keys for what is at rest.
    pub vault: Arc<Vault>,
    /// Time.
    pub clock: Clock,
    /// Listeners, and the vendors of their messages.
    pub accounts: Arc<Accounts>,
    /// Who calls.
    pub administrators: Arc<Administrators>,
    /// The settings of the edges.
    pub releases: Arc<Releases>,
    /// What is known of the service as a whole.
    pub statistics: Arc<Statistics>,
    /// The figures of this second.
    pub live: Arc<Live>,
    /// What was done.
    pub audit: Arc<Audit>,
    /// What administrators should hear of.
    pub alerts: Arc<Alerts>,
    /// Whether the cookie goes over TLS only.
    pub secure_cookies: bool,
    /// How many proxies stand in front.
    pub trusted_proxies: u8,
}

/// The API and its description.
pub fn router(state: AdminState) -> (Router, OpenApi) {
    let (api, document) = calls().split_for_parts();
    let document = openapi::complete(document);
    let served = Arc::new(document.clone());
    let api = api
        .route_layer(from_fn_with_state(state.clone(), guard::check))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state);
    let router = Router::new()
        .nest(guard::PREFIX, api)
        .route("/admin/api/openapi.json", get(move || async move { Json((*served).clone()) }))
        .route("/admin/api/{*path}", axum::routing::any(async || Problem::new(Code::NotFound)))
        .method_not_allowed_fallback(async || Problem::new(Code::MethodNotAllowed))
        .layer(from_fn(problem::write))
        .layer(from_fn(headers::secure));
    (router, document)
}

/// Every call there is.
fn calls() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(admins::routes())
        .merge(alerts::routes())
        .merge(audit::routes())
        .merge(settings::routes())
        .merge(jobs::routes())
        .merge(outbox::routes())
        .merge(sms::routes())
        .merge(sources::routes())
        .merge(stats::routes())
        .merge(users::routes())
}
