use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AdminState, FilterQuery, RecordBody};
use crate::{
    admin::{
        extract::{Json, Query},
        page,
        problem::Problem,
    },
    store::audit_records,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// 1 to 100, 20 unless given.
    limit: Option<u16>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Records, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditRecords)]
pub(super) struct Records {
    items: Vec<RecordBody>,
    next_cursor: Option<String>,
}

/// What was done, newest first.
#[utoipa::path(get, path = "/audit", tag = "audit", params(FilterQuery, PageQuery),
    responses((status = 200, body = Records)))]
pub(super) async fn list(
    State(state): State<AdminState>,
    Query(filter): Query<FilterQuery>,
    Query(PageQuery { limit, cursor }): Query<PageQuery>,
) -> Result<Json<Records>, Problem> {
    let limit = page::limit(limit)?;
    let before = page::cursor(cursor.as_deref())?.unwrap_or(i64::MAX);
    let mut connection = state.store.connection().await?;
    let mut records =
        audit_records::descending(&mut connection, &filter.try_into()?, before, limit + 1).await?;
    let next_cursor = page::cut(&mut records, limit).map(|last| last.number.to_string());
    Ok(Json(Records { items: records.into_iter().map(RecordBody::from).collect(), next_cursor }))
}
