use axum::extract::State;

use super::AdminState;
use crate::{
    admin::{extract::Json, guard::Admin, problem::Problem},
    alerts::Answer,
};

/// Call the webhook once with something that is no alert, also when it is not enabled.
#[utoipa::path(post, path = "/alerts/webhook/test", tag = "alerts",
    responses((status = 200, body = Answer)))]
pub(super) async fn test_webhook(
    State(state): State<AdminState>,
    admin: Admin,
) -> Result<Json<Answer>, Problem> {
    Ok(Json(state.alerts.test_webhook(&admin.actor()).await?))
}
