use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{AdminState, DraftBody, answer, must_have_seen, seen};
use crate::admin::{extract::Json, guard::Admin, problem::Problem};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SettingsDocument)]
pub(super) struct DocumentBody {
    /// What differs from the defaults. A secret that is to stay is left as it was shown; one that is
    /// left out goes.
    pub(super) document: Value,
}

/// The draft, with its version as `ETag`.
#[utoipa::path(get, path = "/settings/draft", tag = "settings",
    responses((status = 200, body = DraftBody)))]
pub(super) async fn get(State(state): State<AdminState>) -> Result<impl IntoResponse, Problem> {
    Ok(answer(state.releases.draft().await?))
}

/// Save a document as the draft, valid or not, over the release in force. `If-Match` says which version
/// was edited: when somebody else has saved one since, or another release has come into force, the
/// answer is 412 `version_conflict` and nothing changes.
#[utoipa::path(put, path = "/settings/draft", tag = "settings", request_body = DocumentBody,
    params(("If-Match" = String, Header, description = "The version that was edited")),
    responses((status = 200, body = DraftBody)))]
pub(super) async fn put(
    State(state): State<AdminState>,
    admin: Admin,
    headers: HeaderMap,
    Json(DocumentBody { document }): Json<DocumentBody>,
) -> Result<impl IntoResponse, Problem> {
    let seen = must_have_seen(&headers)?;
    Ok(answer(state.releases.save_draft(&admin.actor(), seen, document).await?))
}

/// Throw the draft away. `If-Match` says which version was seen: when somebody else has saved one
/// since, or another release has come into force, the answer is 412 `version_conflict` and nothing
/// changes.
#[utoipa::path(delete, path = "/settings/draft", tag = "settings",
    params(("If-Match" = String, Header, description = "The version that was seen")),
    responses((status = 204)))]
pub(super) async fn discard(
    State(state): State<AdminState>,
    admin: Admin,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    state.releases.discard_draft(&admin.actor(), seen(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
