use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AdminState, AdministratorBody};
use crate::{
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::Problem,
    },
    administrators::{AdministratorChange, Role},
};

/// What is to be different.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AdministratorChange)]
pub(super) struct Change {
    /// 1 to 100 characters.
    name: Option<String>,
    /// Ends the sessions.
    role: Option<Role>,
    /// Ends the sessions.
    disabled: Option<bool>,
}

/// Change name or role, or let somebody sign in no more.
#[utoipa::path(patch, path = "/admins/{id}", tag = "admins", params(("id" = Uuid, Path)),
    request_body = Change, responses((status = 200, body = AdministratorBody)))]
pub(super) async fn update(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
    Json(Change { name, role, disabled }): Json<Change>,
) -> Result<Json<AdministratorBody>, Problem> {
    let change = AdministratorChange { name, role, disabled };
    Ok(Json(state.administrators.update(&admin.actor(), id, change).await?.into()))
}
