//! `alert_deliveries`, `alert_attempts`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::alerts::Answer;

/// A delivery that was claimed.
#[derive(Debug)]
pub struct Due {
    /// Its id.
    pub id: Uuid,
    /// What is sent.
    pub body: String,
    /// This one included.
    pub attempts: i32,
}

/// Writes down what is to be sent of an event.
pub async fn insert(
    connection: &mut PgConnection,
    id: Uuid,
    event_id: Uuid,
    body: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alert_deliveries (id, event_id, body, created_at, next_attempt_at)
         VALUES ($1, $2, $3, $4, $4)",
        id,
        event_id,
        body,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes up to `limit` deliveries that are due, and keeps them from everybody else until
/// `lease_until`.
pub async fn claim(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Due>> {
    let due = sqlx::query_as!(
        Due,
        "UPDATE alert_deliveries
         SET attempts = attempts + 1, next_attempt_at = $2
         WHERE id IN (
             SELECT id FROM alert_deliveries
             WHERE next_attempt_at <= $1
             ORDER BY next_attempt_at
             LIMIT $3
             FOR UPDATE SKIP LOCKED
         )
         RETURNING id, body, attempts",
        now,
        lease_until,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(due)
}

/// Writes down what came of a call, and when the next is made: never, when it was taken or is given up.
pub async fn record(
    connection: &mut PgConnection,
    due: &Due,
    answer: &Answer,
    next_attempt_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alert_attempts (delivery_id, number, at, took_ms, status, error)
         VALUES ($1, $2, $3, $4, $5, $6)",
        due.id,
        due.attempts,
        now,
        i64::try_from(answer.took_ms).unwrap_or(i64::MAX),
        answer.status.map(i32::from),
        answer.error,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE alert_deliveries
         SET next_attempt_at = $2,
             delivered_at = CASE WHEN $3 THEN $4::timestamptz END
         WHERE id = $1 AND delivered_at IS NULL",
        due.id,
        next_attempt_at,
        answer.delivered,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}
