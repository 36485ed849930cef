//! The four music services: how they do, and what is set for them. What is set is published as a
//! release of the settings, for everybody and at once.

mod credential;
mod list;
mod order;
mod switch;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wasm_shared::{
    catalog::model::Source,
    settings::{Settings, tree},
};

use super::{
    AdminState,
    problem::{Code, Problem},
};
use crate::releases::Release;

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(order::order))
        .routes(routes!(switch::switch))
        .routes(routes!(credential::set_credential))
}

/// The release that a change made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublishedRelease {
    /// Its number.
    release: i64,
}

impl From<Release> for PublishedRelease {
    fn from(release: Release) -> Self {
        Self { release: release.number }
    }
}

/// The source that a path names.
fn source_of(name: &str) -> Result<Source, Problem> {
    Source::parse(name).ok_or_else(|| Code::NotFound.into())
}

/// The order that a document says, or the defaults do.
fn order_of(document: &Value) -> Vec<String> {
    let said = tree::get(document, "sources.order").and_then(Value::as_array);
    let said =
        said.map(|order| order.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    let usual =
        || Settings::default().sources.order.iter().map(|s| s.as_str().to_owned()).collect();
    said.unwrap_or_else(usual)
}
