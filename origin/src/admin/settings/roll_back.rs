use axum::{extract::State, http::StatusCode};

use super::{AdminState, ReasonBody, ReleaseBody};
use crate::admin::{
    extract::{Json, Path},
    guard::Admin,
    problem::Problem,
};

/// Publish an earlier release again, as a new one and for everybody. What is being rolled out is
/// withdrawn.
#[utoipa::path(post, path = "/settings/releases/{number}/rollback", tag = "settings",
    request_body = ReasonBody,
    params(("number" = i64, Path, description = "The release to go back to")),
    responses((status = 201, body = ReleaseBody)))]
pub(super) async fn roll_back(
    State(state): State<AdminState>,
    admin: Admin,
    Path(number): Path<i64>,
    Json(ReasonBody { reason }): Json<ReasonBody>,
) -> Result<(StatusCode, Json<ReleaseBody>), Problem> {
    let release = state.releases.roll_back(&admin.actor(), number, &reason).await?;
    Ok((StatusCode::CREATED, Json(ReleaseBody::whole(release))))
}
