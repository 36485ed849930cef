use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::AdminState;
use crate::{
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::Problem,
    },
    administrators::SessionState,
};

/// A session that is open.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AdministratorSession {
    id: Uuid,
    state: SessionState,
    /// The one that asks.
    current: bool,
    created_at: DateTime<Utc>,
    /// By the minute.
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    address_masked: String,
    user_agent: String,
}

/// Sessions, newest first. There are few: the list has no pages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AdministratorSessions {
    items: Vec<AdministratorSession>,
    next_cursor: Option<String>,
}

/// The sessions of an administrator that are open.
#[utoipa::path(get, path = "/admins/{id}/sessions", tag = "admins", params(("id" = Uuid, Path)),
    responses((status = 200, body = AdministratorSessions)))]
pub(super) async fn list(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<Json<AdministratorSessions>, Problem> {
    let sessions = state.administrators.list_sessions(id).await?;
    let items = sessions.into_iter().map(|session| AdministratorSession {
        id: session.id,
        state: session.state,
        current: session.id == admin.session.id,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        expires_at: session.expires_at,
        address_masked: session.address_masked,
        user_agent: session.user_agent,
    });
    Ok(Json(AdministratorSessions { items: items.collect(), next_cursor: None }))
}

/// End all sessions of an administrator.
#[utoipa::path(delete, path = "/admins/{id}/sessions", tag = "admins",
    params(("id" = Uuid, Path)), responses((status = 204)))]
pub(super) async fn end_all(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.administrators.get(id).await?;
    state.administrators.end_sessions(&admin.actor(), id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End one session of an administrator.
#[utoipa::path(delete, path = "/admins/{id}/sessions/{session_id}", tag = "admins",
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path)), responses((status = 204)))]
pub(super) async fn end(
    State(state): State<AdminState>,
    admin: Admin,
    Path((id, session_id)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    state.administrators.end_sessions(&admin.actor(), id, Some(session_id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
