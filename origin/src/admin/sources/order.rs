use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wasm_shared::settings::tree;

use super::{AdminState, PublishedRelease, order_of};
use crate::{
    admin::{extract::Json, guard::Admin, problem::Problem},
    audit::Action,
};

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SourceOrder {
    /// The sources in the order they are asked; one that is left out is not.
    order: Vec<String>,
    /// Why, for other administrators: 1 to 500 characters.
    reason: String,
}

/// Change the order in which sources are asked, for everybody and at once.
#[utoipa::path(put, path = "/sources/order", tag = "sources", request_body = SourceOrder,
    responses((status = 200, body = PublishedRelease)))]
pub(super) async fn order(
    State(state): State<AdminState>,
    admin: Admin,
    Json(SourceOrder { order, reason }): Json<SourceOrder>,
) -> Result<Json<PublishedRelease>, Problem> {
    let change = |document: &mut serde_json::Value| {
        let before = order_of(document);
        tree::put(document, "sources.order", order.clone().into());
        let (after, reason) = (order.clone(), reason.clone());
        Some(Action::SourceOrderChanged { before, after, reason })
    };
    let release = state.releases.publish_change(&admin.actor(), &reason, change).await?;
    Ok(Json(release.into()))
}
