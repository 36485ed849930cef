use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wasm_shared::settings::tree;

use super::{AdminState, PublishedRelease, source_of};
use crate::{
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::Problem,
    },
    audit::Action,
};

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SourceSwitch {
    enabled: bool,
    /// Why, for other administrators: 1 to 500 characters.
    reason: String,
}

/// Switch a source on or off, for everybody and at once.
#[utoipa::path(patch, path = "/sources/{source}", tag = "sources",
    params(("source" = String, Path)), request_body = SourceSwitch,
    responses((status = 200, body = PublishedRelease)))]
pub(super) async fn switch(
    State(state): State<AdminState>,
    admin: Admin,
    Path(name): Path<String>,
    Json(SourceSwitch { enabled, reason }): Json<SourceSwitch>,
) -> Result<Json<PublishedRelease>, Problem> {
    let source = source_of(&name)?.as_str();
    let change = |document: &mut serde_json::Value| {
        tree::put(document, &format!("sources.{source}.common.enabled"), enabled.into());
        let (source, reason) = (source.to_owned(), reason.clone());
        Some(Action::SourceSwitched { source, enabled, reason })
    };
    let release = state.releases.publish_change(&admin.actor(), &reason, change).await?;
    Ok(Json(release.into()))
}
