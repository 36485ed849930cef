use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{AdminState, FilterQuery};
use crate::{
    admin::{extract::Query, guard::Admin, problem::Problem},
    audit::ExportFormat,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FormatQuery {
    #[param(inline)]
    format: Format,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AuditExportFormat)]
pub(super) enum Format {
    Csv,
    Jsonl,
}

/// Take records away, oldest first. That they are is recorded before the first line is sent; the last
/// line tells of it.
#[utoipa::path(get, path = "/audit/export", tag = "audit", params(FormatQuery, FilterQuery),
    responses((status = 200, description = "The records", content(
        (String = "text/csv"), (String = "application/jsonl")))))]
pub(super) async fn export(
    State(state): State<AdminState>,
    admin: Admin,
    Query(FormatQuery { format }): Query<FormatQuery>,
    Query(filter): Query<FilterQuery>,
) -> Result<Response, Problem> {
    let format = match format {
        Format::Csv => ExportFormat::Csv,
        Format::Jsonl => ExportFormat::JsonLines,
    };
    let export = state.audit.export(&admin.actor(), filter.try_into()?, format).await?;
    let name = format!("attachment; filename=\"audit-{}.{}\"", export.number(), format.as_str());
    let name = HeaderValue::try_from(name).expect("letters, digits and signs");
    let kind = HeaderValue::from_static(format.content_type());
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(export.into_stream())).into_response())
}
