use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use url::Url;
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
    store::{self, Store, outbox_deliveries, outbox_edges},
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

/// An event that was claimed for an edge.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in the table")]
pub struct DueEvent {
    /// Of the delivery.
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
    /// Of the delivery.
    pub id: i64,
    /// The edge has it.
    pub delivered: bool,
    /// The edge will never take it.
    pub refused: bool,
    /// It was refused once too often.
    pub set_aside: bool,
    /// When it is tried again, if it is.
    pub next_attempt_at: DateTime<Utc>,
    /// Why it was not delivered.
    pub error: Option<String>,
}

/// What waits for an edge.
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

/// How a round of deliveries to an edge ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// What waits for it then.
    pub backlog: Backlog,
    /// Whether it answered every call, or there was none to make.
    pub answered: bool,
}

/// What came of a batch.
enum Call {
    /// Nothing was due.
    Needless,
    Answered,
    Unanswered,
}

impl Courier {
    /// Says which edges are told, so that whoever writes an event has it delivered to them.
    pub async fn name_edges(&self) -> Result<(), store::Error> {
        let urls: Vec<_> = self.edges.urls().iter().map(ToString::to_string).collect();
        let mut transaction = self.store.begin().await?;
        outbox_edges::name(&mut transaction, &urls, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Delivers batch by batch until nothing is due for the edge, or it does not answer.
    pub async fn deliver_due(&self, edge: &Url) -> Result<Round, store::Error> {
        let answered = loop {
            match self.deliver_batch(edge).await? {
                Call::Needless => break true,
                Call::Answered => {}
                Call::Unanswered => break false,
            }
        };
        let mut connection = self.store.connection().await?;
        let backlog = outbox_deliveries::backlog(&mut connection, edge.as_str()).await?;
        self.metrics.outbox_stands(edge.as_str(), &backlog, self.clock.now());
        Ok(Round { backlog, answered })
    }

    /// Delivers one batch. No connection is held during the call.
    async fn deliver_batch(&self, edge: &Url) -> Result<Call, store::Error> {
        let (url, now) = (edge.as_str(), self.clock.now());
        let mut connection = self.store.connection().await?;
        let events =
            outbox_deliveries::claim(&mut connection, url, now, now + LEASE, BATCH, RUN).await?;
        drop(connection);
        if events.is_empty() {
            return Ok(Call::Needless);
        }
        let answer = self.edges.push(edge, &events).await;
        let call = if answer.is_ok() { Call::Answered } else { Call::Unanswered };
        let outcomes = answer.unwrap_or_else(|reason| vec![Outcome::Failed(reason); events.len()]);
        let now = self.clock.now();
        let attempts: Vec<_> = events
            .iter()
            .zip(outcomes)
            .map(|(event, outcome)| attempt(event, outcome, now, entropy::bytes::<1>()[0]))
            .collect();
        let mut connection = self.store.connection().await?;
        outbox_deliveries::record(&mut connection, url, &attempts, now).await?;
        drop(connection);
        for (event, attempt) in events.iter().zip(&attempts) {
            self.tell(edge, event, attempt);
        }
        Ok(call)
    }

    fn tell(&self, edge: &Url, event: &DueEvent, attempt: &Attempt) {
        let DueEvent { event: id, user_id, kind, .. } = event;
        let error = attempt.error.as_deref().unwrap_or_default();
        let result = match attempt {
            Attempt { delivered: true, .. } => "delivered",
            Attempt { set_aside: true, .. } => {
                tracing::error!(
                    %edge, event = %id, %user_id, kind, error,
                    "an event was set aside",
                );
                "set_aside"
            }
            Attempt { refused: true, .. } => "refused",
            Attempt { error: None, .. } => "behind",
            _ => "failed",
        };
        tracing::debug!(%edge, event = %id, %user_id, kind, result, error, "an event was sent");
        self.metrics.outbox_attempted(edge.as_str(), result);
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
