use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Edges,
    backoff::pause,
    edge::{CALL_TIMEOUT, Outcome},
};
use crate::{
    clock::Clock,
    entropy,
    observe::Metrics,
    store::{self, Store, outbox_events},
};

/// The most events of one call.
const BATCH: i64 = 100;
/// The most of one user among them, so that who has done much at once does not hold up the others.
const RUN: i64 = 20;
/// How long a batch is kept from other origins: the call, and as long again to write down what came
/// of it.
const LEASE: TimeDelta = TimeDelta::seconds(2 * CALL_TIMEOUT.as_secs().cast_signed());
/// An event refused for good this often is set aside. An edge that is just being replaced by a newer
/// one, which knows the kind, has several minutes.
const MAX_REFUSALS: u32 = 10;

/// Delivers what is due.
#[derive(Debug)]
pub struct Courier {
    /// Where the events are.
    pub store: Store,
    /// Where they go.
    pub edges: Arc<Edges>,
    /// Time.
    pub clock: Clock,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

/// An event that was claimed.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in the table")]
pub struct DueEvent {
    pub id: i64,
    pub event: Uuid,
    pub user_id: Uuid,
    pub kind: String,
    pub payload: Value,
    pub created_at: DateTime<Utc>,
    /// This one included.
    pub attempts: u32,
    pub refusals: u32,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Of the event.
    pub id: i64,
    /// Every edge has it.
    pub delivered: bool,
    /// An edge will never take it.
    pub refused: bool,
    /// It was refused once too often.
    pub set_aside: bool,
    /// When it is tried again, if it is.
    pub next_attempt_at: DateTime<Utc>,
    /// Why it was not delivered.
    pub error: Option<String>,
}

/// What waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlog {
    /// How many events.
    pub waiting: i64,
    /// When the oldest of them was written.
    pub oldest: Option<DateTime<Utc>>,
    /// When the first of them is due.
    pub next_attempt: Option<DateTime<Utc>>,
    /// How many were set aside.
    pub set_aside: i64,
}

impl Courier {
    /// Delivers batch by batch until nothing is due. Answers what waits then.
    pub async fn deliver_due(&self) -> Result<Backlog, store::Error> {
        while self.deliver_batch().await? {}
        let backlog = outbox_events::backlog(&mut *self.store.connection().await?).await?;
        self.metrics.outbox_stands(&backlog, self.clock.now());
        Ok(backlog)
    }

    /// Delivers one batch; `false` when nothing is due. No connection is held during the call.
    async fn deliver_batch(&self) -> Result<bool, store::Error> {
        let now = self.clock.now();
        let mut connection = self.store.connection().await?;
        let events = outbox_events::claim(&mut connection, now, now + LEASE, BATCH, RUN).await?;
        drop(connection);
        if events.is_empty() {
            return Ok(false);
        }
        let outcomes = self.edges.push(&events).await;
        let now = self.clock.now();
        let attempts: Vec<_> = events
            .iter()
            .zip(outcomes)
            .map(|(event, outcome)| attempt(event, outcome, now, entropy::bytes::<1>()[0]))
            .collect();
        outbox_events::record(&mut *self.store.connection().await?, &attempts, now).await?;
        for (event, attempt) in events.iter().zip(&attempts) {
            self.tell(event, attempt);
        }
        Ok(true)
    }

    fn tell(&self, event: &DueEvent, attempt: &Attempt) {
        let DueEvent { event: id, user_id, kind, .. } = event;
        let error = attempt.error.as_deref().unwrap_or_default();
        let result = match attempt {
            Attempt { delivered: true, .. } => "delivered",
            Attempt { set_aside: true, .. } => {
                tracing::error!(event = %id, %user_id, kind, error, "an event was set aside");
                "set_aside"
            }
            Attempt { refused: true, .. } => "refused",
            Attempt { error: None, .. } => "behind",
            _ => "failed",
        };
        tracing::debug!(event = %id, %user_id, kind, result, error, "an event was sent");
        self.metrics.outbox_attempted(result);
    }
}

fn attempt(event: &DueEvent, outcome: Outcome, now: DateTime<Utc>, random: u8) -> Attempt {
    let pause = TimeDelta::from_std(pause(event.attempts, random)).unwrap_or(LEASE);
    let (delivered, refused, error) = match outcome {
        Outcome::Delivered | Outcome::Behind => (outcome == Outcome::Delivered, false, None),
        Outcome::Refused(code) => (false, true, Some(code)),
        Outcome::Failed(reason) => (false, false, Some(reason)),
    };
    // One that waits for an earlier one waits for nothing else.
    let next_attempt_at = if error.is_some() { now + pause } else { now };
    Attempt {
        id: event.id,
        delivered,
        refused,
        set_aside: refused && event.refusals + 1 >= MAX_REFUSALS,
        next_attempt_at,
        error,
    }
}
