//! What was done, and by whom.

mod export;
mod get;
mod list;
mod verify;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{AdminState, problem::Problem};
use crate::audit::{Actor, ActorFilter, Filter, Record};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(get::get))
        .routes(routes!(verify::verify))
        .routes(routes!(export::export))
}

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FilterQuery {
    /// An administrator's id or e-mail address, or `admin`, `cli`, `system`.
    actor: Option<String>,
    /// An action's name, or its resource for all of that.
    action: Option<String>,
    /// What it was done to, `kind:id`.
    target: Option<String>,
    /// Written then or later.
    from: Option<DateTime<Utc>>,
    /// Written before then.
    to: Option<DateTime<Utc>>,
}

impl TryFrom<FilterQuery> for Filter {
    type Error = Problem;

    fn try_from(query: FilterQuery) -> Result<Self, Problem> {
        Ok(Self {
            actor: given("actor", query.actor)?.map(|text| ActorFilter::parse(&text)),
            action: given("action", query.action)?,
            target: given("target", query.target)?,
            from: query.from,
            to: query.to,
        })
    }
}

/// What is asked about, if anything. The database knows no text with a NUL in it.
fn given(name: &str, text: Option<String>) -> Result<Option<String>, Problem> {
    match text.filter(|text| !text.is_empty()) {
        Some(text) if text.contains('\0') => Err(Problem::invalid_field(name, "must be text")),
        text => Ok(text),
    }
}

/// A link of the audit's chain.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditRecord)]
struct RecordBody {
    /// From 1, without gaps.
    number: i64,
    at: DateTime<Utc>,
    actor: ActorBody,
    /// `resource.verb`.
    action: String,
    /// `kind:id`.
    target: String,
    /// The particulars, by action.
    payload: Value,
    /// Of the record before, in hexadecimal.
    previous_hash: String,
    /// In hexadecimal.
    hash: String,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditActor)]
struct ActorBody {
    /// `admin`, `cli` or `system`.
    kind: &'static str,
    /// Of administrators.
    id: Option<Uuid>,
    /// Of administrators, then.
    email: Option<String>,
}

impl From<Record> for RecordBody {
    fn from(record: Record) -> Self {
        let kind = record.actor.kind();
        let actor = match record.actor {
            Actor::Admin { id, email } => ActorBody { kind, id: Some(id), email: Some(email) },
            Actor::Cli | Actor::System => ActorBody { kind, id: None, email: None },
        };
        Self {
            number: record.number,
            at: record.at,
            actor,
            action: record.action,
            target: record.target,
            // One altered by hand may be no JSON any more.
            payload: serde_json::from_str(&record.payload).unwrap_or(Value::String(record.payload)),
            previous_hash: hex::encode(record.previous_hash),
            hash: hex::encode(record.hash),
        }
    }
}
