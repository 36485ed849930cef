use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AdminState, Json};
use crate::{
    admin::{guard::Admin, problem::Problem},
    administrators::RecoveryCode,
};

/// What to keep for the day the app is lost.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecoveryCodes {
    /// Each signs in once. They are not shown again.
    recovery_codes: Vec<String>,
}

/// Get new recovery codes; the old ones are worth nothing from now on.
#[utoipa::path(post, path = "/session/recovery-codes", tag = "session",
    responses((status = 200, body = RecoveryCodes)))]
pub(super) async fn make(
    State(state): State<AdminState>,
    admin: Admin,
) -> Result<Json<RecoveryCodes>, Problem> {
    let codes = state.administrators.make_recovery_codes(&admin.session).await?;
    Ok(Json(RecoveryCodes { recovery_codes: codes.iter().map(RecoveryCode::show).collect() }))
}
