use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use super::AdminState;
use crate::admin::{extract::Path, guard::Admin, problem::Problem};

/// Remove an administrator. What they did stays recorded.
#[utoipa::path(delete, path = "/admins/{id}", tag = "admins", params(("id" = Uuid, Path)),
    responses((status = 204)))]
pub(super) async fn delete(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.administrators.delete(&admin.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
