use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AdminState, AdministratorBody};
use crate::{
    admin::{extract::Json, guard::Admin, problem::Problem},
    administrators::Role,
};

/// Somebody new.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewAdministrator {
    email: String,
    /// 1 to 100 characters.
    name: String,
    role: Role,
}

/// An administrator, and what they sign in with for the first time.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Created {
    admin: AdministratorBody,
    /// Shown this once.
    initial_password: String,
}

/// Add an administrator.
///
/// They set up their second factor when they first sign in.
#[utoipa::path(post, path = "/admins", tag = "admins", request_body = NewAdministrator,
    responses((status = 201, body = Created)))]
pub(super) async fn create(
    State(state): State<AdminState>,
    admin: Admin,
    Json(new): Json<NewAdministrator>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let actor = admin.actor();
    let created = state.administrators.create(&actor, &new.email, &new.name, new.role);
    let (administrator, password) = created.await?;
    let initial_password = password.expose().to_owned();
    Ok((StatusCode::CREATED, Json(Created { admin: administrator.into(), initial_password })))
}
