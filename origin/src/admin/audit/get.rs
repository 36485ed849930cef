use axum::extract::State;

use super::{AdminState, RecordBody};
use crate::{
    admin::{
        extract::{Json, Path},
        problem::{Code, Problem},
    },
    store::audit_records,
};

/// One record.
#[utoipa::path(get, path = "/audit/{number}", tag = "audit",
    params(("number" = i64, Path, description = "From 1")),
    responses((status = 200, body = RecordBody)))]
pub(super) async fn get(
    State(state): State<AdminState>,
    Path(number): Path<i64>,
) -> Result<Json<RecordBody>, Problem> {
    let mut connection = state.store.connection().await?;
    let record = audit_records::get(&mut connection, number).await?;
    Ok(Json(record.ok_or(Code::NotFound)?.into()))
}
