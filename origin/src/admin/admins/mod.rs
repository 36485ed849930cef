//! Who administers the service.

mod create;
mod delete;
mod get;
mod list;
mod reset;
mod sessions;
mod update;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::AdminState;
use crate::administrators::{Administrator, Role};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get, update::update, delete::delete))
        .routes(routes!(sessions::list, sessions::end_all))
        .routes(routes!(sessions::end))
        .routes(routes!(reset::totp))
        .routes(routes!(reset::password))
}

/// An administrator.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Administrator)]
struct AdministratorBody {
    id: Uuid,
    email: String,
    name: String,
    role: Role,
    /// May not sign in.
    disabled: bool,
    /// Whether they have set up their second factor.
    totp_enrolled: bool,
    created_at: DateTime<Utc>,
    last_signed_in_at: Option<DateTime<Utc>>,
}

impl From<Administrator> for AdministratorBody {
    fn from(administrator: Administrator) -> Self {
        Self {
            id: administrator.id,
            email: administrator.email.to_string(),
            name: administrator.name,
            role: administrator.role,
            disabled: administrator.disabled_at.is_some(),
            totp_enrolled: administrator.totp_enrolled,
            created_at: administrator.created_at,
            last_signed_in_at: administrator.last_signed_in_at,
        }
    }
}
