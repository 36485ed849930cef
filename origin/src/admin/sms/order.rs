use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wasm_shared::settings::tree;

use super::AdminState;
use crate::{
    admin::{extract::Json, guard::Admin, problem::Problem, sources::PublishedRelease},
    audit::Action,
    config::VendorName,
};

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VendorOrder {
    /// The vendors in the order they are asked; one that is left out is not. Empty for the order of
    /// the origin's own settings.
    order: Vec<String>,
    /// Why, for other administrators: 1 to 500 characters.
    reason: String,
}

/// Change the order in which vendors are asked, at once; countries that have an order of their own in
/// the origin's settings keep it.
#[utoipa::path(put, path = "/sms/order", tag = "sms", request_body = VendorOrder,
    responses((status = 200, body = PublishedRelease)))]
pub(super) async fn order(
    State(state): State<AdminState>,
    admin: Admin,
    Json(VendorOrder { order, reason }): Json<VendorOrder>,
) -> Result<Json<PublishedRelease>, Problem> {
    let sms = &state.accounts.sms;
    let before: Vec<_> = sms.order(None).await?.into_iter().map(VendorName::as_str).collect();
    if !order.iter().all(|name| VendorName::parse(name).is_some_and(|name| sms.has(name))) {
        return Err(Problem::invalid_field("order", "names a vendor that is not set up"));
    }
    let change = |document: &mut serde_json::Value| {
        tree::put(document, "sms.order", order.clone().into());
        let before = before.iter().map(|name| (*name).to_owned()).collect();
        let (after, reason) = (order.clone(), reason.clone());
        Some(Action::SmsOrderChanged { before, after, reason })
    };
    let release = state.releases.publish_change(&admin.actor(), &reason, change).await?;
    Ok(Json(release.into()))
}
