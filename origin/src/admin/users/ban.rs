use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::AdminState;
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

/// The longest reason in characters.
const LONGEST_REASON: usize = 500;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct BanReason {
    /// 1 to 500 characters, for other administrators.
    reason: String,
}

/// Sign a listener out everywhere and let them in no more.
#[utoipa::path(post, path = "/users/{id}/ban", tag = "users", params(("id" = Uuid, Path)),
    request_body = BanReason, responses((status = 204)))]
pub(super) async fn ban(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
    Json(BanReason { reason }): Json<BanReason>,
) -> Result<StatusCode, Problem> {
    let reason = reason.trim();
    if !(1..=LONGEST_REASON).contains(&reason.chars().count()) || reason.contains('\0') {
        return Err(Problem::invalid_field("reason", "must be 1 to 500 characters"));
    }
    state.accounts.ban_user(&admin.actor(), id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a listener in again.
#[utoipa::path(delete, path = "/users/{id}/ban", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 204)))]
pub(super) async fn unban(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.accounts.unban_user(&admin.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
