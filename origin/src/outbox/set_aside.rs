use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    audit::{Action, Actor},
    clock::Clock,
    store::{self, Store, audit_records, outbox_events},
};

/// An event that some edge has not acknowledged.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in the table")]
pub struct UndeliveredEvent {
    pub id: i64,
    pub user_id: Uuid,
    pub kind: String,
    pub attempts: u32,
    pub refusals: u32,
    pub created_at: DateTime<Utc>,
    pub next_attempt_at: DateTime<Utc>,
    pub set_aside_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
}

/// Has an event delivered that was set aside, as if it were new; later events of its user may have
/// gone before it. Answers `false` when there is no such event.
pub async fn retry_set_aside(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    id: i64,
) -> Result<bool, store::Error> {
    let mut transaction = store.begin().await?;
    let kind = outbox_events::retry_set_aside(&mut transaction, id, clock.now()).await?;
    let Some(kind) = kind else { return Ok(false) };
    let action = Action::OutboxEventRetried { event_id: id, kind };
    audit_records::append(&mut transaction, clock, actor, &action).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Gives an event up that was set aside. Answers `false` when there is no such event.
pub async fn drop_set_aside(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    id: i64,
) -> Result<bool, store::Error> {
    let mut transaction = store.begin().await?;
    let kind = outbox_events::drop_set_aside(&mut transaction, id).await?;
    let Some(kind) = kind else { return Ok(false) };
    let action = Action::OutboxEventDropped { event_id: id, kind };
    audit_records::append(&mut transaction, clock, actor, &action).await?;
    transaction.commit().await?;
    Ok(true)
}
