use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use super::AdminState;
use crate::admin::{
    extract::Path,
    guard::Admin,
    problem::{Code, Problem},
};

/// Sign a listener out on one device.
#[utoipa::path(delete, path = "/users/{id}/devices/{device_id}", tag = "users",
    params(("id" = Uuid, Path), ("device_id" = String, Path)), responses((status = 204)))]
pub(super) async fn end_device(
    State(state): State<AdminState>,
    admin: Admin,
    Path((id, device_id)): Path<(Uuid, String)>,
) -> Result<StatusCode, Problem> {
    // No device is named so, and PostgreSQL takes no such text.
    if device_id.contains('\0') {
        return Err(Code::NotFound.into());
    }
    state.accounts.end_user_device(&admin.actor(), id, &device_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
