//! What the edges have not been told yet.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    AdminState,
    extract::{Json, Path, Query},
    guard::Admin,
    page,
    problem::{Code, Problem},
};
use crate::{
    outbox::{self, UndeliveredEvent},
    store::outbox_deliveries,
};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(retry)).routes(routes!(forget))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OutboxQuery {
    /// `waiting` unless given, or `set_aside`.
    state: Option<String>,
    /// 1 to 100, 20 unless given.
    limit: Option<u16>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// An event that an edge has not acknowledged. What it tells of its user is not shown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OutboxEvent)]
struct EventBody {
    id: String,
    /// The edge's address.
    edge: String,
    kind: String,
    user_id: Uuid,
    attempts: u32,
    /// How often the edge said that it will never take it.
    refusals: u32,
    created_at: DateTime<Utc>,
    next_attempt_at: DateTime<Utc>,
    set_aside_at: Option<DateTime<Utc>>,
    last_error: Option<String>,
}

/// Events in the order they were written.
#[derive(Debug, Serialize, ToSchema)]
struct OutboxEvents {
    items: Vec<EventBody>,
    next_cursor: Option<String>,
}

impl From<UndeliveredEvent> for EventBody {
    fn from(event: UndeliveredEvent) -> Self {
        Self {
            id: event.id.to_string(),
            edge: event.edge,
            kind: event.kind,
            user_id: event.user_id,
            attempts: event.attempts,
            refusals: event.refusals,
            created_at: event.created_at,
            next_attempt_at: event.next_attempt_at,
            set_aside_at: event.set_aside_at,
            last_error: event.last_error,
        }
    }
}

/// Events that wait for an edge, or that were set aside as it will not take them; oldest first.
#[utoipa::path(get, path = "/outbox", tag = "outbox", params(OutboxQuery),
    responses((status = 200, body = OutboxEvents)))]
async fn list(
    State(state): State<AdminState>,
    Query(query): Query<OutboxQuery>,
) -> Result<Json<OutboxEvents>, Problem> {
    let set_aside = match query.state.as_deref() {
        None | Some("waiting") => false,
        Some("set_aside") => true,
        Some(_) => return Err(Problem::invalid_field("state", "must be waiting or set_aside")),
    };
    let limit = page::limit(query.limit)?;
    let after = page::cursor(query.cursor.as_deref())?.unwrap_or(i64::MIN);
    let mut connection = state.store.connection().await?;
    let mut events =
        outbox_deliveries::undelivered(&mut connection, set_aside, after, limit + 1).await?;
    let next_cursor = page::cut(&mut events, limit).map(|last| last.id.to_string());
    Ok(Json(OutboxEvents { items: events.into_iter().map(EventBody::from).collect(), next_cursor }))
}

/// Send an event that was set aside again, at once, to the edge that it was set aside for.
#[utoipa::path(post, path = "/outbox/{id}/retry", tag = "outbox", params(("id" = String, Path)),
    responses((status = 204)))]
async fn retry(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<i64>,
) -> Result<StatusCode, Problem> {
    let AdminState { store, clock, .. } = &state;
    found(outbox::retry_set_aside(store, clock, &admin.actor(), id).await?)
}

/// Drop an event that was set aside: the edge will not be told.
#[utoipa::path(delete, path = "/outbox/{id}", tag = "outbox", params(("id" = String, Path)),
    responses((status = 204)))]
async fn forget(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<i64>,
) -> Result<StatusCode, Problem> {
    let AdminState { store, clock, .. } = &state;
    found(outbox::drop_set_aside(store, clock, &admin.actor(), id).await?)
}

/// One that is not set aside, or not any more, is none to decide about.
fn found(found: bool) -> Result<StatusCode, Problem> {
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Code::NotFound.into()) }
}
