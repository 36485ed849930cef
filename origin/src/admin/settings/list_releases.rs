use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AdminState, ReleaseBody};
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

/// Releases, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsReleases)]
pub(super) struct Releases {
    items: Vec<ReleaseBody>,
    next_cursor: Option<String>,
}

/// What was published, newest first.
#[utoipa::path(get, path = "/settings/releases", tag = "settings", params(PageQuery),
    responses((status = 200, body = Releases)))]
pub(super) async fn list(
    State(state): State<AdminState>,
    Query(PageQuery { limit, cursor }): Query<PageQuery>,
) -> Result<Json<Releases>, Problem> {
    let limit = page::limit(limit)?;
    let below = page::cursor(cursor.as_deref())?.unwrap_or(i64::MAX);
    let mut releases = state.releases.list(below, limit + 1).await?;
    let next_cursor = page::cut(&mut releases, limit).map(|last| last.number.to_string());
    let items = releases.into_iter().map(ReleaseBody::brief).collect();
    Ok(Json(Releases { items, next_cursor }))
}
