use std::collections::BTreeMap;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AdminState, draft::DocumentBody, fields};
use crate::admin::{extract::Json, problem::Problem};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsVerdict)]
pub(super) struct Verdict {
    valid: bool,
    /// Dotted name → what is wrong with it.
    fields: BTreeMap<String, String>,
}

/// Everything that is wrong with a document. Nothing is saved.
#[utoipa::path(post, path = "/settings/draft/validate", tag = "settings",
    request_body = DocumentBody, responses((status = 200, body = Verdict)))]
pub(super) async fn validate(
    State(state): State<AdminState>,
    Json(DocumentBody { document }): Json<DocumentBody>,
) -> Result<Json<Verdict>, Problem> {
    let problems = state.releases.validate(document).await?;
    Ok(Json(Verdict { valid: problems.is_empty(), fields: fields(problems) }))
}
