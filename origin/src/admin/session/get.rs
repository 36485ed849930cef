use axum::extract::State;

use super::{AdminState, Json, SessionBody, body};
use crate::admin::guard::Begun;

/// The session of the cookie.
#[utoipa::path(get, path = "/session", tag = "session",
    responses((status = 200, body = SessionBody)))]
pub(super) async fn get(State(state): State<AdminState>, begun: Begun) -> Json<SessionBody> {
    Json(body(&state, &begun.session, &begun.token))
}
