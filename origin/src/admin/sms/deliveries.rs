use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{AdminState, DeliveryBody};
use crate::{
    admin::{
        extract::{Json, Query},
        guard::Admin,
        page,
        problem::Problem,
    },
    sms::DeliveryFilter,
};

/// The longest name that is filtered by.
const LONGEST_NAME: usize = 32;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeliveryQuery {
    /// One vendor's.
    vendor: Option<String>,
    /// Those in one state.
    state: Option<String>,
    /// 1 to 100, 20 unless given.
    limit: Option<u16>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Attempts, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Deliveries {
    items: Vec<DeliveryBody>,
    next_cursor: Option<String>,
}

/// What became of messages, newest first. That somebody looked is recorded.
#[utoipa::path(get, path = "/sms/deliveries", tag = "sms", params(DeliveryQuery),
    responses((status = 200, body = Deliveries)))]
pub(super) async fn deliveries(
    State(state): State<AdminState>,
    admin: Admin,
    Query(query): Query<DeliveryQuery>,
) -> Result<Json<Deliveries>, Problem> {
    let limit = page::limit(query.limit)?;
    let filter = DeliveryFilter {
        vendor: name("vendor", query.vendor)?,
        outcome: name("state", query.state)?,
        before: page::cursor(query.cursor.as_deref())?.unwrap_or(Uuid::max()),
    };
    let sms = &state.accounts.sms;
    let mut found = sms.inspect_deliveries(&admin.actor(), &filter, limit + 1).await?;
    let next_cursor = page::cut(&mut found, limit).map(|last| last.id.to_string());
    Ok(Json(Deliveries { items: found.into_iter().map(DeliveryBody::from).collect(), next_cursor }))
}

fn name(field: &'static str, given: Option<String>) -> Result<Option<String>, Problem> {
    let given = given.filter(|name| !name.is_empty());
    let fits = |name: &String| name.len() <= LONGEST_NAME && !name.contains('\0');
    if given.as_ref().is_some_and(|name| !fits(name)) {
        return Err(Problem::invalid_field(field, "must be one of those described"));
    }
    Ok(given)
}
