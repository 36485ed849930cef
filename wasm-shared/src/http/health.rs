//! Whether the edge answers, and whether what it depends on does.

use std::time::Duration;

use serde::Serialize;

use super::{RequestContext, Response};
use crate::{
    auth,
    ports::{BodyOf, Clock, Host, KvStore},
    resilience::deadline::within,
};

/// Requests wait no longer for the store than this, so that a slower one is as good as none.
const STORE_BOUND: Duration = Duration::from_millis(800);

/// That the edge answers.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Health {
    /// `ok`
    status: &'static str,
    /// The platform it runs on.
    edge: &'static str,
}

/// Whether what the edge depends on answers.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Readiness {
    /// `ok` or `degraded`
    status: &'static str,
    dependencies: [Dependency; 2],
}

/// One of them.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Dependency {
    /// `kv` or `origin`
    name: &'static str,
    /// `ok` or `down`
    status: &'static str,
    took_ms: u64,
}

/// `GET /health`
pub fn health<H: Host>(context: &RequestContext<H>) -> Response<BodyOf<H>> {
    let edge = context.isolate.config.edge_kind;
    Response::json(200, &Health { status: "ok", edge }).header("cache-control", "no-store")
}

/// `GET /health/ready`
pub async fn ready<H: Host>(context: &RequestContext<H>) -> Response<BodyOf<H>> {
    let store = timed(context, "kv", store_answers(context));
    let origin = timed(context, "origin", auth::origin_answers(context));
    let dependencies = [store.await, origin.await];
    let ready = dependencies.iter().all(|dependency| dependency.status == "ok");
    let readiness = Readiness { status: if ready { "ok" } else { "degraded" }, dependencies };
    Response::json(if ready { 200 } else { 503 }, &readiness).header("cache-control", "no-store")
}

async fn store_answers<H: Host>(context: &RequestContext<H>) -> bool {
    let get = context.host.kv().get("1:health");
    within(context.host.clock(), STORE_BOUND, get).await.is_some_and(|value| value.is_ok())
}

async fn timed<H: Host>(
    context: &RequestContext<H>,
    name: &'static str,
    check: impl Future<Output = bool>,
) -> Dependency {
    let started = context.host.clock().now();
    let status = if check.await { "ok" } else { "down" };
    let took = context.host.clock().now().since(started);
    let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    Dependency { name, status, took_ms }
}
