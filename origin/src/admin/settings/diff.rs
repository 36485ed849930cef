use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{AdminState, DiffBody};
use crate::admin::{
    extract::{Json, Path, Query},
    problem::Problem,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AgainstQuery {
    /// The release it is compared with: the one before it unless given, 0 for the defaults.
    against: Option<i64>,
}

/// What publishing the draft would change of what is in force.
#[utoipa::path(get, path = "/settings/draft/diff", tag = "settings",
    responses((status = 200, body = DiffBody)))]
pub(super) async fn of_draft(State(state): State<AdminState>) -> Result<Json<DiffBody>, Problem> {
    let (draft, current) = (state.releases.draft().await?, state.releases.current().await?);
    Ok(Json(current.document.differences(&draft.document).into()))
}

/// What a release says otherwise than another.
#[utoipa::path(get, path = "/settings/releases/{number}/diff", tag = "settings",
    params(("number" = i64, Path, description = "The release"), AgainstQuery),
    responses((status = 200, body = DiffBody)))]
pub(super) async fn of_release(
    State(state): State<AdminState>,
    Path(number): Path<i64>,
    Query(AgainstQuery { against }): Query<AgainstQuery>,
) -> Result<Json<DiffBody>, Problem> {
    let release = state.releases.get(number).await?;
    let before = match against.unwrap_or(number - 1) {
        0 => crate::releases::Release::default(),
        against => state.releases.get(against).await?,
    };
    Ok(Json(before.document.differences(&release.document).into()))
}
