use axum::{Extension, extract::State, response::IntoResponse};

use super::{AdminState, CodeBody, Json, SessionBody, entered};
use crate::{
    admin::{guard::Begun, problem::Problem},
    administrators::Visitor,
};

/// Sign in with a code of the app.
#[utoipa::path(post, path = "/session/totp", tag = "session", request_body = CodeBody,
    responses((status = 200, body = SessionBody)))]
pub(super) async fn totp(
    State(state): State<AdminState>,
    Extension(visitor): Extension<Visitor>,
    begun: Begun,
    Json(body): Json<CodeBody>,
) -> Result<impl IntoResponse, Problem> {
    let signed_in = state.administrators.present_totp(&begun.session, &body.code, &visitor);
    Ok(entered(&state, &signed_in.await?))
}

/// Sign in with a recovery code, which is used up.
#[utoipa::path(post, path = "/session/recovery", tag = "session", request_body = CodeBody,
    responses((status = 200, body = SessionBody)))]
pub(super) async fn recovery(
    State(state): State<AdminState>,
    Extension(visitor): Extension<Visitor>,
    begun: Begun,
    Json(body): Json<CodeBody>,
) -> Result<impl IntoResponse, Problem> {
    let administrators = &state.administrators;
    let signed_in = administrators.present_recovery_code(&begun.session, &body.code, &visitor);
    Ok(entered(&state, &signed_in.await?))
}
