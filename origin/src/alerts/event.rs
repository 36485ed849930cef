use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Alerts;
use crate::{
    audit::{Action, Actor},
    store::{self, alert_events, audit_records},
};

/// Whether an administrator has taken note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventState {
    /// Not yet.
    Open,
    /// One has.
    Acknowledged,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AlertEvent {
    /// Sorts by when it was opened.
    pub id: Uuid,
    /// A rule's name.
    pub rule: String,
    /// What it was found of, `kind:id`.
    pub subject: String,
    /// Whether somebody took note.
    pub state: EventState,
    /// How often it happened, or came back.
    pub count: i64,
    /// What was measured last, in the rule's unit; null for what is counted.
    pub value: Option<f64>,
    /// When it was first found.
    pub opened_at: DateTime<Utc>,
    /// When it was last found.
    pub last_at: DateTime<Utc>,
    /// Who took note.
    pub acknowledged: Option<Acknowledgement>,
    /// What became of the call of the webhook; null when there was none set up.
    pub delivery: Option<DeliveryState>,
}

/// Who took note of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Acknowledgement {
    /// When.
    pub at: DateTime<Utc>,
    /// The address of an administrator.
    pub by: String,
    /// In their words.
    pub note: Option<String>,
}

/// How far the webhook was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeliveryState {
    /// When it took the event.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it is called again; null when it has it, or was given up.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// The last calls, at most ten, newest first.
    pub attempts: Vec<AttemptSummary>,
}

/// One call of the webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
pub struct AttemptSummary {
    /// From 1.
    pub number: i32,
    /// When it ended.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub took_ms: i64,
    /// Of HTTP; null when there was no answer.
    pub status: Option<i32>,
    /// Why it counts as failed.
    pub error: Option<String>,
}

impl EventState {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
        }
    }
}

impl Alerts {
    /// Takes note of an open event; `None` when there is no such event. One that was acknowledged
    /// before stays as it is.
    pub async fn acknowledge(
        &self,
        actor: &Actor,
        id: Uuid,
        note: Option<&str>,
    ) -> store::Result<Option<AlertEvent>> {
        let by = match actor {
            Actor::Admin { email, .. } => email,
            Actor::Cli | Actor::System => actor.kind(),
        };
        let mut transaction = self.store.begin().await?;
        let now = self.clock.now();
        if let Some(rule) = alert_events::acknowledge(&mut transaction, id, by, note, now).await? {
            let note = note.map(str::to_owned);
            let action = Action::AlertAcknowledged { event_id: id, rule, note };
            audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        }
        let event = alert_events::get(&mut transaction, id).await?;
        transaction.commit().await?;
        Ok(event)
    }
}
