use axum::{extract::State, http::StatusCode, response::IntoResponse};

use super::{AdminState, cookie};
use crate::admin::{guard::Begun, problem::Problem};

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
pub(super) async fn sign_out(
    State(state): State<AdminState>,
    begun: Begun,
) -> Result<impl IntoResponse, Problem> {
    state.administrators.end_session(&begun.session).await?;
    Ok((StatusCode::NO_CONTENT, cookie::clear(&state)))
}
