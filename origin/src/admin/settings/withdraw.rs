use axum::extract::State;

use super::{AdminState, ReasonBody, ReleaseBody};
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

/// Take a release back that is rolled out: the one before holds for everybody.
#[utoipa::path(post, path = "/settings/releases/{number}/withdraw", tag = "settings",
    request_body = ReasonBody,
    params(("number" = i64, Path, description = "The release")),
    responses((status = 200, body = ReleaseBody)))]
pub(super) async fn withdraw(
    State(state): State<AdminState>,
    admin: Admin,
    Path(number): Path<i64>,
    Json(ReasonBody { reason }): Json<ReasonBody>,
) -> Result<Json<ReleaseBody>, Problem> {
    let release = state.releases.withdraw(&admin.actor(), number, &reason).await?;
    Ok(Json(ReleaseBody::whole(release)))
}
