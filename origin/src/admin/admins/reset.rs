use axum::{extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::AdminState;
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

/// What somebody signs in with from now on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PasswordReset {
    /// Shown this once.
    initial_password: String,
}

/// Take somebody's second factor and recovery codes away, and end their sessions.
///
/// They set up another when they next sign in.
#[utoipa::path(post, path = "/admins/{id}/totp/reset", tag = "admins",
    params(("id" = Uuid, Path)), responses((status = 204)))]
pub(super) async fn totp(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.administrators.reset_totp(&admin.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give somebody another password, and end their sessions.
#[utoipa::path(post, path = "/admins/{id}/password/reset", tag = "admins",
    params(("id" = Uuid, Path)), responses((status = 200, body = PasswordReset)))]
pub(super) async fn password(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<Json<PasswordReset>, Problem> {
    let password = state.administrators.reset_password(&admin.actor(), id).await?;
    Ok(Json(PasswordReset { initial_password: password.expose().to_owned() }))
}
