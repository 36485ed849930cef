use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AdminState, AdministratorBody};
use crate::admin::{
    extract::{Json, Query},
    page,
    problem::Problem,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// 1 to 100, 20 unless given.
    limit: Option<u16>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Administrators, oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Administrators)]
pub(super) struct AdministratorsBody {
    items: Vec<AdministratorBody>,
    next_cursor: Option<String>,
}

/// Every administrator, oldest first.
#[utoipa::path(get, path = "/admins", tag = "admins", params(PageQuery),
    responses((status = 200, body = AdministratorsBody)))]
pub(super) async fn list(
    State(state): State<AdminState>,
    Query(PageQuery { limit, cursor }): Query<PageQuery>,
) -> Result<Json<AdministratorsBody>, Problem> {
    let limit = page::limit(limit)?;
    let after = page::cursor(cursor.as_deref())?;
    let mut found = state.administrators.list(after, limit + 1).await?;
    let next_cursor = page::cut(&mut found, limit).map(|last| last.id.to_string());
    let items = found.into_iter().map(AdministratorBody::from).collect();
    Ok(Json(AdministratorsBody { items, next_cursor }))
}
