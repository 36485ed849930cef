use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{AdminState, CodeBody, Json};
use crate::admin::{guard::Admin, problem::Problem};

/// What a code opened.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SteppedUp {
    step_up_until: DateTime<Utc>,
}

/// Show a code again, of the app or a recovery code, for what wants it.
#[utoipa::path(post, path = "/session/step-up", tag = "session", request_body = CodeBody,
    responses((status = 200, body = SteppedUp)))]
pub(super) async fn step_up(
    State(state): State<AdminState>,
    admin: Admin,
    Json(body): Json<CodeBody>,
) -> Result<Json<SteppedUp>, Problem> {
    let until = state.administrators.step_up(&admin.session, &body.code).await?;
    Ok(Json(SteppedUp { step_up_until: until }))
}
