//! `outbox_events`

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::{
    entropy,
    outbox::{Attempt, Backlog, DueEvent, Event, KeptEvent, UndeliveredEvent},
};

/// Where `NOTIFY` says that there is something to deliver.
pub const CHANNEL: &str = "outbox_events";

/// Writes an event down, to be delivered once the transaction is committed.
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
             INSERT INTO outbox_events
                 (event, user_id, kind, payload, created_at, next_attempt_at, seq)
             VALUES ($1, $2, $3, $4, $5, $5, (SELECT event_seq FROM numbered))
             RETURNING id
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

/// Takes up to `limit` events and keeps them from everybody else until `lease_until`: who took them
/// must have them delivered by then, or another will. Of each user whose earliest event that waits is
/// due, it takes that one and those behind it, up to `run` of them; they come in their order.
pub async fn claim(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
    limit: i64,
    run: i64,
) -> Result<Vec<DueEvent>> {
    let rows = sqlx::query!(
        // The earliest of a user is looked up for each event that is due: a join would go through all
        // that wait of a user for each of them.
        "WITH earliest AS MATERIALIZED (
             SELECT o.id, o.user_id FROM outbox_events o
             CROSS JOIN LATERAL (
                 SELECT w.id FROM outbox_events w
                 WHERE w.user_id = o.user_id AND w.delivered_at IS NULL AND w.set_aside_at IS NULL
                 ORDER BY w.id LIMIT 1
             ) first
             WHERE o.delivered_at IS NULL AND o.set_aside_at IS NULL AND o.next_attempt_at <= $1
               AND o.id = first.id
             ORDER BY o.id
             LIMIT $3
             FOR UPDATE OF o SKIP LOCKED
         ), due AS MATERIALIZED (
             SELECT next.id FROM earliest e
             CROSS JOIN LATERAL (
                 SELECT w.id, row_number() OVER (ORDER BY w.id) AS place FROM outbox_events w
                 WHERE w.user_id = e.user_id AND w.id >= e.id
                   AND w.delivered_at IS NULL AND w.set_aside_at IS NULL
                 ORDER BY w.id LIMIT $4
             ) next
             ORDER BY next.place, next.id
             LIMIT $3
         )
         UPDATE outbox_events o
         SET attempts = o.attempts + 1, next_attempt_at = $2
         FROM due WHERE o.id = due.id
         RETURNING o.id, o.event, o.user_id, o.kind, o.payload AS \"payload: Value\", o.created_at,
                   o.attempts, o.refusals",
        now,
        lease_until,
        limit,
        run,
    )
    .fetch_all(connection)
    .await?;
    let events = rows.into_iter().map(|row| DueEvent {
        id: row.id,
        event: row.event,
        user_id: row.user_id,
        kind: row.kind,
        payload: row.payload,
        created_at: row.created_at,
        attempts: row.attempts.unsigned_abs(),
        refusals: row.refusals.unsigned_abs(),
    });
    let mut events: Vec<_> = events.collect();
    events.sort_unstable_by_key(|event| event.id);
    Ok(events)
}

/// Writes down what came of events that were claimed.
pub async fn record(
    connection: &mut PgConnection,
    attempts: &[Attempt],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<_> = attempts.iter().map(|attempt| attempt.id).collect();
    let delivered: Vec<_> = attempts.iter().map(|attempt| attempt.delivered).collect();
    let refused: Vec<_> = attempts.iter().map(|attempt| attempt.refused).collect();
    let set_aside: Vec<_> = attempts.iter().map(|attempt| attempt.set_aside).collect();
    let next: Vec<_> = attempts.iter().map(|attempt| attempt.next_attempt_at).collect();
    let errors: Vec<_> = attempts.iter().map(|attempt| attempt.error.clone()).collect();
    sqlx::query!(
        "UPDATE outbox_events o
         SET delivered_at = CASE WHEN a.delivered THEN $7::timestamptz END,
             set_aside_at = CASE WHEN a.set_aside THEN $7::timestamptz END,
             refusals = o.refusals + a.refused::integer,
             next_attempt_at = a.next_attempt_at,
             last_error = a.error
         FROM unnest($1::bigint[], $2::boolean[], $3::boolean[], $4::boolean[],
                     $5::timestamptz[], $6::text[])
              AS a (id, delivered, refused, set_aside, next_attempt_at, error)
         WHERE o.id = a.id AND o.delivered_at IS NULL AND o.set_aside_at IS NULL",
        &ids,
        &delivered,
        &refused,
        &set_aside,
        &next,
        &errors as &[Option<String>],
        now,
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

/// What waits, and when it is due.
pub async fn backlog(connection: &mut PgConnection) -> Result<Backlog> {
    let row = sqlx::query!(
        "SELECT count(*) AS \"waiting!\", min(created_at) AS oldest,
                min(next_attempt_at) AS next_attempt,
                (SELECT count(*) FROM outbox_events WHERE set_aside_at IS NOT NULL)
                    AS \"set_aside!\"
         FROM outbox_events WHERE delivered_at IS NULL AND set_aside_at IS NULL",
    )
    .fetch_one(connection)
    .await?;
    Ok(Backlog {
        waiting: row.waiting,
        oldest: row.oldest,
        next_attempt: row.next_attempt,
        set_aside: row.set_aside,
    })
}

/// Events after `after` that wait, or that were set aside, oldest first.
pub async fn undelivered(
    connection: &mut PgConnection,
    set_aside: bool,
    after: i64,
    limit: i64,
) -> Result<Vec<UndeliveredEvent>> {
    let rows = sqlx::query!(
        "SELECT id, user_id, kind, attempts, refusals, created_at, next_attempt_at, set_aside_at,
                last_error
         FROM outbox_events
         WHERE delivered_at IS NULL AND (set_aside_at IS NOT NULL) = $1 AND id > $2
         ORDER BY id LIMIT $3",
        set_aside,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let events = rows.into_iter().map(|row| UndeliveredEvent {
        id: row.id,
        user_id: row.user_id,
        kind: row.kind,
        attempts: row.attempts.unsigned_abs(),
        refusals: row.refusals.unsigned_abs(),
        created_at: row.created_at,
        next_attempt_at: row.next_attempt_at,
        set_aside_at: row.set_aside_at,
        last_error: row.last_error,
    });
    Ok(events.collect())
}

/// Has an event that was set aside wait again, due at once; answers its kind, `None` when there is
/// none.
pub async fn retry_set_aside(
    connection: &mut PgConnection,
    id: i64,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let kind = sqlx::query_scalar!(
        r#"WITH event AS (
               UPDATE outbox_events
               SET set_aside_at = NULL, attempts = 0, refusals = 0, next_attempt_at = $2
               WHERE id = $1 AND set_aside_at IS NOT NULL
               RETURNING kind
           )
           SELECT kind AS "kind!" FROM event, LATERAL pg_notify($3, '')"#,
        id,
        now,
        CHANNEL,
    )
    .fetch_optional(connection)
    .await?;
    Ok(kind)
}

/// Deletes an event that was set aside; answers its kind, `None` when there is none.
pub async fn drop_set_aside(connection: &mut PgConnection, id: i64) -> Result<Option<String>> {
    let kind = sqlx::query_scalar!(
        "DELETE FROM outbox_events WHERE id = $1 AND set_aside_at IS NOT NULL RETURNING kind",
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(kind)
}
