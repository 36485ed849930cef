use axum::{extract::State, http::HeaderMap, response::IntoResponse};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, DraftBody, answer, seen};
use crate::{
    admin::{extract::Json, guard::Admin, problem::Problem},
    releases::exchange::{Format, SettingsFile},
};

#[derive(Deserialize, ToSchema)]
#[schema(as = SettingsImport)]
pub(super) struct ImportBody {
    format: Format,
    /// The file's text. Secrets that are not sealed are sealed at once; those it lacks stay.
    content: String,
}

/// Make a file the draft. Where there is a draft already, `If-Match` has to say that it was seen. A
/// file with secrets that are not sealed wants a code that was shown of late, as setting a secret does.
#[utoipa::path(post, path = "/settings/import", tag = "settings", request_body = ImportBody,
    params(("If-Match" = Option<String>, Header, description = "The version that was seen")),
    responses((status = 200, body = DraftBody)))]
pub(super) async fn import(
    State(state): State<AdminState>,
    admin: Admin,
    headers: HeaderMap,
    Json(ImportBody { format, content }): Json<ImportBody>,
) -> Result<impl IntoResponse, Problem> {
    let (actor, seen) = (admin.actor(), seen(&headers)?);
    let file = SettingsFile::read(format, &content)?;
    if file.brings_secrets() {
        admin.must_have_stepped_up()?;
    }
    Ok(answer(state.releases.import(&actor, seen, file).await?))
}
