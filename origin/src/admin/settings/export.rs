use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::AdminState;
use crate::{
    admin::{extract::Query, guard::Admin, problem::Problem},
    releases::exchange::Format,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FormatQuery {
    format: Format,
}

/// The release in force as a file, without its secrets: the document, or keys and values as
/// `consul kv export` prints them. That it was taken is recorded.
#[utoipa::path(get, path = "/settings/export", tag = "settings", params(FormatQuery),
    responses((status = 200, description = "The file",
        content((String = "application/json")))))]
pub(super) async fn export(
    State(state): State<AdminState>,
    admin: Admin,
    Query(FormatQuery { format }): Query<FormatQuery>,
) -> Result<Response, Problem> {
    let file = state.releases.export(&admin.actor(), format).await?;
    let name = match format {
        Format::Json => "attachment; filename=\"settings.json\"",
        Format::Consul => "attachment; filename=\"settings-consul.json\"",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
    ];
    Ok((headers, file).into_response())
}
