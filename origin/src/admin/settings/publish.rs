use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, ReleaseBody, must_have_seen};
use crate::admin::{extract::Json, guard::Admin, problem::Problem};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SettingsPublication)]
pub(super) struct PublicationBody {
    /// 1 to 500 characters.
    reason: String,
    /// For how many of the users at first, 1 to 100 percent; everybody unless given.
    #[serde(default = "everybody")]
    rollout_percent: u8,
}

const fn everybody() -> u8 {
    100
}

/// Publish the draft. `If-Match` says which version was seen. A draft that was saved before another
/// release came into force would undo that: the answer is 412 `version_conflict` until it is saved
/// again. A document that is not valid is refused with every field that is wrong.
#[utoipa::path(post, path = "/settings/releases", tag = "settings", request_body = PublicationBody,
    params(("If-Match" = String, Header, description = "The version of the draft that was seen")),
    responses((status = 201, body = ReleaseBody)))]
pub(super) async fn publish(
    State(state): State<AdminState>,
    admin: Admin,
    headers: HeaderMap,
    Json(PublicationBody { reason, rollout_percent }): Json<PublicationBody>,
) -> Result<(StatusCode, Json<ReleaseBody>), Problem> {
    let seen = must_have_seen(&headers)?;
    let actor = admin.actor();
    let release = state.releases.publish(&actor, seen, &reason, rollout_percent).await?;
    Ok((StatusCode::CREATED, Json(ReleaseBody::whole(release))))
}
