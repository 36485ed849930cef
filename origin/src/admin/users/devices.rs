use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AdminState, DeviceBody};
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

/// Where a listener is signed in, last seen first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Devices {
    items: Vec<DeviceBody>,
    /// Always null: there are a handful.
    next_cursor: Option<String>,
}

/// The devices a listener is signed in on. That somebody looked is recorded.
#[utoipa::path(get, path = "/users/{id}/devices", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 200, body = Devices)))]
pub(super) async fn devices(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<Json<Devices>, Problem> {
    let devices = state.accounts.inspect_devices(&admin.actor(), id).await?;
    let items = devices.into_iter().map(DeviceBody::from).collect();
    Ok(Json(Devices { items, next_cursor: None }))
}
