use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::AdminState;
use crate::{
    admin::{
        extract::{Json, Query},
        page,
        problem::Problem,
    },
    alerts::{AlertEvent, EventState},
    store::alert_events,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct EventsQuery {
    /// Of either, unless given.
    state: Option<EventState>,
    /// 1 to 100, 20 unless given.
    limit: Option<u16>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// What rules found, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AlertEvents)]
pub(super) struct Events {
    items: Vec<AlertEvent>,
    next_cursor: Option<String>,
}

/// What rules found, newest first.
#[utoipa::path(get, path = "/alerts/events", tag = "alerts", params(EventsQuery),
    responses((status = 200, body = Events)))]
pub(super) async fn events(
    State(state): State<AdminState>,
    Query(EventsQuery { state: of_state, limit, cursor }): Query<EventsQuery>,
) -> Result<Json<Events>, Problem> {
    let limit = page::limit(limit)?;
    let before = page::cursor(cursor.as_deref())?;
    let mut connection = state.store.connection().await?;
    let mut items = alert_events::list(&mut connection, of_state, before, limit + 1).await?;
    let next_cursor = page::cut(&mut items, limit).map(|last| last.id.to_string());
    Ok(Json(Events { items, next_cursor }))
}
