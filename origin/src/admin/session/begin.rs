use axum::{Extension, extract::State, http::HeaderMap, response::IntoResponse};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, Json, SessionBody, cookie, entered};
use crate::{
    admin::problem::Problem,
    administrators::{Credentials, Password, Visitor},
};

/// The first factor.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CredentialsBody {
    email: String,
    #[schema(format = Password)]
    password: String,
}

/// Begin to sign in.
///
/// The answer says what comes next: a code, or setting up the second factor.
#[utoipa::path(post, path = "/session", tag = "session", request_body = CredentialsBody,
    responses((status = 200, body = SessionBody)))]
pub(super) async fn begin(
    State(state): State<AdminState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Json(body): Json<CredentialsBody>,
) -> Result<impl IntoResponse, Problem> {
    let password = Password::claimed(&body.password);
    let credentials = Credentials { email: body.email, password };
    let previous = cookie::session_token(&headers);
    let begun = state.administrators.begin_session(credentials, &visitor, previous.as_ref());
    Ok(entered(&state, &begun.await?))
}
