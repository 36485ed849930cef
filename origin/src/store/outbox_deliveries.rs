//! `outbox_deliveries`

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{Result, outbox_events::CHANNEL};
use crate::outbox::{Attempt, Backlog, DueEvent, SetAside, UndeliveredEvent};

/// Takes up to `limit` events for an edge and keeps them from everybody else until `lease_until`: who
/// took them must have them delivered by then, or another will. Of each user whose earliest event that
/// waits for the edge is due, it takes that one and those behind it, up to `run` of them; they come in
/// their order.
pub async fn claim(
    connection: &mut PgConnection,
    edge: &str,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
    limit: i64,
    run: i64,
) -> Result<Vec<DueEvent>> {
    let rows = sqlx::query!(
        // The earliest of a user is looked up for each delivery that is due: a join would go through
        // all that wait of a user for each of them. A delivery is never before it, and is the earliest
        // when it is not behind it: of equality the planner expects one row in all, and would read
        // everything that waits rather than as far as the limit.
        "WITH earliest AS MATERIALIZED (
             SELECT d.id, d.user_id FROM outbox_deliveries d
             CROSS JOIN LATERAL (
                 SELECT w.id FROM outbox_deliveries w
                 WHERE w.edge = $1 AND w.user_id = d.user_id AND w.set_aside_at IS NULL
                 ORDER BY w.id LIMIT 1
             ) first
             WHERE d.edge = $1 AND d.set_aside_at IS NULL AND d.next_attempt_at <= $2
               AND d.id <= first.id
             ORDER BY d.id
             LIMIT $4
             FOR UPDATE OF d SKIP LOCKED
         ), due AS MATERIALIZED (
             SELECT next.id FROM earliest e
             CROSS JOIN LATERAL (
                 SELECT w.id, row_number() OVER (ORDER BY w.id) AS place FROM outbox_deliveries w
                 WHERE w.edge = $1 AND w.user_id = e.user_id AND w.id >= e.id
                   AND w.set_aside_at IS NULL
                 ORDER BY w.id LIMIT $5
             ) next
             ORDER BY next.place, next.id
             LIMIT $4
         )
         UPDATE outbox_deliveries d
         SET attempts = d.attempts + 1, next_attempt_at = $3
         FROM due, outbox_events o
         WHERE d.edge = $1 AND d.id = due.id AND o.id = d.event_id
         RETURNING d.id, o.event AS \"event!\", d.user_id, o.kind AS \"kind!\",
                   o.payload AS \"payload!: Value\", d.created_at, d.attempts, d.refusals",
        edge,
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

/// Writes down what came of deliveries that were claimed for an edge; of what it has, nothing is left.
pub async fn record(
    connection: &mut PgConnection,
    edge: &str,
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
        "WITH attempted AS MATERIALIZED (
             SELECT a.id, a.delivered, a.refused, a.set_aside, a.next_attempt_at, a.error
             FROM unnest($1::bigint[], $2::boolean[], $3::boolean[], $4::boolean[],
                         $5::timestamptz[], $6::text[])
                  AS a (id, delivered, refused, set_aside, next_attempt_at, error)
         ), done AS (
             DELETE FROM outbox_deliveries d USING attempted a
             WHERE d.edge = $8 AND d.id = a.id AND a.delivered
         )
         UPDATE outbox_deliveries d
         SET set_aside_at = CASE WHEN a.set_aside THEN $7::timestamptz END,
             refusals = d.refusals + a.refused::integer,
             next_attempt_at = a.next_attempt_at,
             last_error = a.error
         FROM attempted a
         WHERE d.edge = $8 AND d.id = a.id AND NOT a.delivered AND d.set_aside_at IS NULL",
        &ids,
        &delivered,
        &refused,
        &set_aside,
        &next,
        &errors as &[Option<String>],
        now,
        edge,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What waits for an edge, and when it is due.
pub async fn backlog(connection: &mut PgConnection, edge: &str) -> Result<Backlog> {
    let row = sqlx::query!(
        "SELECT count(*) AS \"waiting!\", min(created_at) AS oldest,
                min(next_attempt_at) AS next_attempt,
                (SELECT count(*) FROM outbox_deliveries
                 WHERE edge = $1 AND set_aside_at IS NOT NULL) AS \"set_aside!\"
         FROM outbox_deliveries WHERE edge = $1 AND set_aside_at IS NULL",
        edge,
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

/// Deliveries after `after` that wait, or that were set aside, oldest first.
pub async fn undelivered(
    connection: &mut PgConnection,
    set_aside: bool,
    after: i64,
    limit: i64,
) -> Result<Vec<UndeliveredEvent>> {
    let rows = sqlx::query!(
        "SELECT d.id, d.edge, d.user_id, o.kind, d.attempts, d.refusals, d.created_at,
                d.next_attempt_at, d.set_aside_at, d.last_error
         FROM outbox_deliveries d
         JOIN outbox_events o ON o.id = d.event_id
         WHERE (d.set_aside_at IS NOT NULL) = $1 AND d.id > $2
         ORDER BY d.id LIMIT $3",
        set_aside,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let events = rows.into_iter().map(|row| UndeliveredEvent {
        id: row.id,
        edge: row.edge,
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

/// Has a delivery that was set aside wait again, due at once; answers what it was, `None` when there is
/// none.
pub async fn retry_set_aside(
    connection: &mut PgConnection,
    id: i64,
    now: DateTime<Utc>,
) -> Result<Option<SetAside>> {
    let set_aside = sqlx::query_as!(
        SetAside,
        r#"WITH delivery AS (
               UPDATE outbox_deliveries
               SET set_aside_at = NULL, attempts = 0, refusals = 0, next_attempt_at = $2
               WHERE id = $1 AND set_aside_at IS NOT NULL
               RETURNING edge, event_id
           )
           SELECT d.edge AS "edge!", o.kind AS "kind!"
           FROM delivery d
           JOIN outbox_events o ON o.id = d.event_id
           CROSS JOIN LATERAL pg_notify($3, '')"#,
        id,
        now,
        CHANNEL,
    )
    .fetch_optional(connection)
    .await?;
    Ok(set_aside)
}

/// Deletes a delivery that was set aside; answers what it was, `None` when there is none.
pub async fn drop_set_aside(connection: &mut PgConnection, id: i64) -> Result<Option<SetAside>> {
    let set_aside = sqlx::query_as!(
        SetAside,
        r#"DELETE FROM outbox_deliveries d
           USING outbox_events o
           WHERE d.id = $1 AND d.set_aside_at IS NOT NULL AND o.id = d.event_id
           RETURNING d.edge AS "edge!", o.kind AS "kind!""#,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(set_aside)
}
