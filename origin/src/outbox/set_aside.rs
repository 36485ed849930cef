use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    audit::{Action, Actor},
    clock::Clock,
    store::{self, Store, audit_records, outbox_deliveries},
};

/// An event that an edge has not acknowledged.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in the table")]
pub struct UndeliveredEvent {
    /// Of the delivery.
    pub id: i64,
    pub edge: String,
    pub user_id: Uuid,
    pub kind: String,
    pub attempts: u32,
    pub refusals: u32,
    pub created_at: DateTime<Utc>,
    pub next_attempt_at: DateTime<Utc>,
    pub set_aside_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
}

/// A delivery that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Who would not take it.
    pub edge: String,
    /// What happened.
    pub kind: String,
}

/// Has an event delivered that was set aside, as if it were new; later events of its user may have
/// gone before it. Answers `false` when there is no such delivery.
pub async fn retry_set_aside(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    id: i64,
) -> Result<bool, store::Error> {
    let mut transaction = store.begin().await?;
    let retried = outbox_deliveries::retry_set_aside(&mut transaction, id, clock.now()).await?;
    let Some(SetAside { edge, kind }) = retried else { return Ok(false) };
    let action = Action::OutboxEventRetried { event_id: id, edge, kind };
    audit_records::append(&mut transaction, clock, actor, &action).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Gives an event up that was set aside. Answers `false` when there is no such delivery.
pub async fn drop_set_aside(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    id: i64,
) -> Result<bool, store::Error> {
    let mut transaction = store.begin().await?;
    let dropped = outbox_deliveries::drop_set_aside(&mut transaction, id).await?;
    let Some(SetAside { edge, kind }) = dropped else { return Ok(false) };
    let action = Action::OutboxEventDropped { event_id: id, edge, kind };
    audit_records::append(&mut transaction, clock, actor, &action).await?;
    transaction.commit().await?;
    Ok(true)
}
