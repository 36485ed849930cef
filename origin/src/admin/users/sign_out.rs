use axum::{extract::State, http::StatusCode};
use uuid::Uuid;

use super::AdminState;
use crate::admin::{extract::Path, guard::Admin, problem::Problem};

/// Sign a listener out everywhere: every token they hold counts no more.
#[utoipa::path(post, path = "/users/{id}/sign-out", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 204)))]
pub(super) async fn sign_out(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.accounts.sign_out_user(&admin.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
