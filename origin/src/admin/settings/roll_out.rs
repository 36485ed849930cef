use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, ReleaseBody};
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SettingsRollout)]
pub(super) struct RolloutBody {
    /// For how many of the users, 1 to 100 percent. Those it holds for stay when this rises.
    rollout_percent: u8,
}

/// Have a release that is rolled out hold for another share of the users.
#[utoipa::path(patch, path = "/settings/releases/{number}", tag = "settings",
    request_body = RolloutBody,
    params(("number" = i64, Path, description = "The release")),
    responses((status = 200, body = ReleaseBody)))]
pub(super) async fn roll_out(
    State(state): State<AdminState>,
    admin: Admin,
    Path(number): Path<i64>,
    Json(RolloutBody { rollout_percent }): Json<RolloutBody>,
) -> Result<Json<ReleaseBody>, Problem> {
    let release = state.releases.set_percent(&admin.actor(), number, rollout_percent).await?;
    Ok(Json(ReleaseBody::whole(release)))
}
