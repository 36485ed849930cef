//! `outbox_events`

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::{
    entropy,
    outbox::{Event, KeptEvent},
};

/// Where `NOTIFY` says that there is something to deliver.
pub const CHANNEL: &str = "outbox_events";

/// Writes an event down, to be delivered to each edge that is known now once the transaction is
/// committed.
///
/// The user's row must be locked by the transaction: then the numbers of one user's events, which
/// delivery and readers follow, are in the order of the commits.
pub async fn insert(
    connection: &mut PgConnection,
    user_id: Uuid,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH numbered AS (
             UPDATE users SET event_seq = event_seq + 1 WHERE id = $2 RETURNING event_seq
         ), event AS (
             INSERT INTO outbox_events (event, user_id, kind, payload, created_at, seq)
             VALUES ($1, $2, $3, $4, $5, (SELECT event_seq FROM numbered))
             RETURNING id
         ), deliveries AS (
             INSERT INTO outbox_deliveries (edge, event_id, user_id, created_at, next_attempt_at)
             SELECT e.url, event.id, $2, $5, $5 FROM outbox_edges e CROSS JOIN event
         )
         SELECT pg_notify($6, '') FROM event",
        entropy::id(now),
        user_id,
        event.kind(),
        event.payload(),
        now,
        CHANNEL,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The number of the user's last event; 0 for none.
pub async fn head(connection: &mut PgConnection, user_id: Uuid) -> Result<u64> {
    let head = sqlx::query_scalar!("SELECT event_seq FROM users WHERE id = $1", user_id)
        .fetch_one(connection)
        .await?;
    Ok(head.unsigned_abs())
}

/// How many of the user's events after one number and up to another are still there.
pub async fn count(
    connection: &mut PgConnection,
    user_id: Uuid,
    after: u64,
    until: u64,
) -> Result<u64> {
    let count = sqlx::query_scalar!(
        "SELECT count(*) AS \"count!\" FROM outbox_events
         WHERE user_id = $1 AND seq > $2 AND seq <= $3",
        user_id,
        after.cast_signed(),
        until.cast_signed(),
    )
    .fetch_one(connection)
    .await?;
    Ok(count.unsigned_abs())
}

/// The user's first events after a number, in their order.
pub async fn list(
    connection: &mut PgConnection,
    user_id: Uuid,
    after: u64,
    limit: i64,
) -> Result<Vec<KeptEvent>> {
    let rows = sqlx::query!(
        "SELECT seq AS \"seq!\", event, kind, payload AS \"payload: Value\", created_at
         FROM outbox_events WHERE user_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        user_id,
        after.cast_signed(),
        limit,
    )
    .fetch_all(connection)
    .await?;
    let events = rows.into_iter().map(|row| KeptEvent {
        seq: row.seq.unsigned_abs(),
        event: row.event,
        kind: row.kind,
        payload: row.payload,
        created_at: row.created_at,
    });
    Ok(events.collect())
}
