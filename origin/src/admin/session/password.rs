use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, Json};
use crate::{
    admin::{guard::Admin, problem::Problem},
    administrators::Password,
};

/// The old one and the new one.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PasswordBody {
    #[schema(format = Password)]
    current_password: String,
    /// 12 to 128 characters.
    #[schema(format = Password)]
    new_password: String,
}

/// Change one's own password. One's other sessions end.
#[utoipa::path(put, path = "/session/password", tag = "session", request_body = PasswordBody,
    responses((status = 204)))]
pub(super) async fn change(
    State(state): State<AdminState>,
    admin: Admin,
    Json(body): Json<PasswordBody>,
) -> Result<StatusCode, Problem> {
    let current = Password::claimed(&body.current_password);
    let administrators = &state.administrators;
    administrators.change_password(&admin.session, current, &body.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
