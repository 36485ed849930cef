use axum::{extract::State, http::HeaderMap, response::IntoResponse};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, DraftBody, answer, seen};
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

#[derive(Deserialize, ToSchema)]
#[schema(as = SettingsSecret)]
pub(super) struct SecretBody {
    /// Sealed at once and never given back. 1 to 8192 bytes on one line.
    #[schema(write_only)]
    value: String,
}

/// Set a secret of the draft.
#[utoipa::path(put, path = "/settings/draft/secrets/{path}", tag = "settings",
    request_body = SecretBody,
    params(("path" = String, Path, description = "The dotted name"),
        ("If-Match" = Option<String>, Header, description = "The version that was seen")),
    responses((status = 200, body = DraftBody)))]
pub(super) async fn set(
    State(state): State<AdminState>,
    admin: Admin,
    Path(path): Path<String>,
    headers: HeaderMap,
    Json(SecretBody { value }): Json<SecretBody>,
) -> Result<impl IntoResponse, Problem> {
    let (actor, seen) = (admin.actor(), seen(&headers)?);
    let draft = state.releases.set_secret(&actor, seen, &path, &value).await?;
    Ok(answer(draft))
}

/// Take a secret out of the draft.
#[utoipa::path(delete, path = "/settings/draft/secrets/{path}", tag = "settings",
    params(("path" = String, Path, description = "The dotted name"),
        ("If-Match" = Option<String>, Header, description = "The version that was seen")),
    responses((status = 200, body = DraftBody)))]
pub(super) async fn remove(
    State(state): State<AdminState>,
    admin: Admin,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let draft = state.releases.remove_secret(&admin.actor(), seen(&headers)?, &path).await?;
    Ok(answer(draft))
}
