use axum::extract::State;

use super::{AdminState, ReleaseBody};
use crate::admin::{
    extract::{Json, Path},
    problem::Problem,
};

/// A release with its document.
#[utoipa::path(get, path = "/settings/releases/{number}", tag = "settings",
    params(("number" = i64, Path, description = "The release")),
    responses((status = 200, body = ReleaseBody)))]
pub(super) async fn get(
    State(state): State<AdminState>,
    Path(number): Path<i64>,
) -> Result<Json<ReleaseBody>, Problem> {
    Ok(Json(ReleaseBody::whole(state.releases.get(number).await?)))
}
