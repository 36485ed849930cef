use axum::extract::State;
use uuid::Uuid;

use super::{AdminState, AdministratorBody};
use crate::admin::{
    extract::{Json, Path},
    problem::Problem,
};

/// One administrator.
#[utoipa::path(get, path = "/admins/{id}", tag = "admins", params(("id" = Uuid, Path)),
    responses((status = 200, body = AdministratorBody)))]
pub(super) async fn get(
    State(state): State<AdminState>,
    Path(id): Path<Uuid>,
) -> Result<Json<AdministratorBody>, Problem> {
    Ok(Json(state.administrators.get(id).await?.into()))
}
