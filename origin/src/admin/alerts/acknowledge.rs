use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::AdminState;
use crate::{
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::{Code, Problem},
    },
    alerts::AlertEvent,
};

/// Longer notes belong elsewhere.
const LONGEST_NOTE: usize = 500;

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AlertAcknowledgementNote)]
pub(super) struct NoteBody {
    /// Up to 500 characters.
    note: Option<String>,
}

/// Take note of an event. One that somebody took note of before stays as it is.
#[utoipa::path(post, path = "/alerts/events/{id}/acknowledge", tag = "alerts",
    params(("id" = Uuid, Path, description = "Of the event")), request_body = NoteBody,
    responses((status = 200, body = AlertEvent)))]
pub(super) async fn acknowledge(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
    Json(NoteBody { note }): Json<NoteBody>,
) -> Result<Json<AlertEvent>, Problem> {
    let note = note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE || note.contains('\0')) {
        return Err(Problem::invalid_field("note", "must be up to 500 characters of text"));
    }
    let event = state.alerts.acknowledge(&admin.actor(), id, note).await?;
    Ok(Json(event.ok_or(Code::NotFound)?))
}
