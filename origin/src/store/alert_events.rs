//! `alert_events`

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Error, Result, lock_for_transaction};
use crate::alerts::{
    Acknowledgement, AlertEvent, AttemptSummary, DeliveryState, EventState, Rule, Signal,
};

/// An event to be opened.
#[derive(Debug)]
pub struct New<'a> {
    /// Version 7.
    pub id: Uuid,
    /// What found it.
    pub rule: Rule,
    /// What was found.
    pub signal: &'a Signal,
    /// How often.
    pub count: i64,
    /// The last audit record counted.
    pub number: Option<i64>,
    /// What was measured.
    pub value: Option<f64>,
}

/// The last event of a rule and subject.
#[derive(Debug)]
pub struct Last {
    /// Its id.
    pub id: Uuid,
    /// Whether it is open.
    pub state: EventState,
    /// When it was last found.
    pub last_at: DateTime<Utc>,
    /// The last audit record counted.
    pub last_number: Option<i64>,
}

/// Makes everybody else who raises the same wait for the end of the transaction.
pub async fn lock(connection: &mut PgConnection, rule: Rule, subject: &str) -> Result<()> {
    lock_for_transaction(connection, &format!("alert {} {subject}", rule.as_str())).await
}

/// The last event opened of a rule and subject.
pub async fn last(
    connection: &mut PgConnection,
    rule: Rule,
    subject: &str,
) -> Result<Option<Last>> {
    let row = sqlx::query!(
        "SELECT id, state, last_at, last_number FROM alert_events
         WHERE rule = $1 AND subject = $2 ORDER BY id DESC LIMIT 1",
        rule.as_str(),
        subject,
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let state = state(&row.state)?;
        Ok(Last { id: row.id, state, last_at: row.last_at, last_number: row.last_number })
    })
    .transpose()
}

/// Opens an event.
pub async fn open(connection: &mut PgConnection, new: &New<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alert_events (id, rule, subject, count, value, opened_at, last_at, last_number)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        new.id,
        new.rule.as_str(),
        new.signal.subject(),
        new.count,
        new.value,
        now,
        new.number,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts in an event what was found again.
pub async fn count(
    connection: &mut PgConnection,
    id: Uuid,
    times: i64,
    number: Option<i64>,
    value: Option<f64>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE alert_events
         SET count = count + $2, last_number = coalesce($3, last_number),
             value = coalesce($4, value), last_at = $5
         WHERE id = $1",
        id,
        times,
        number,
        value,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes note of an event that is open. Answers its rule; `None` when it is not, or is none.
pub async fn acknowledge(
    connection: &mut PgConnection,
    id: Uuid,
    by: &str,
    note: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let rule = sqlx::query_scalar!(
        "UPDATE alert_events
         SET state = 'acknowledged', acknowledged_at = $4, acknowledged_by = $2, note = $3
         WHERE id = $1 AND state = 'open'
         RETURNING rule",
        id,
        by,
        note,
        now,
    )
    .fetch_optional(connection)
    .await?;
    Ok(rule)
}

/// One event.
pub async fn get(connection: &mut PgConnection, id: Uuid) -> Result<Option<AlertEvent>> {
    Ok(select(connection, Some(id), None, None, 1).await?.pop())
}

/// Up to `limit` events of a state, or of any, that were opened before one, newest first.
pub async fn list(
    connection: &mut PgConnection,
    state: Option<EventState>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<AlertEvent>> {
    select(connection, None, state, before, limit).await
}

async fn select(
    connection: &mut PgConnection,
    id: Option<Uuid>,
    of_state: Option<EventState>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<AlertEvent>> {
    let rows = sqlx::query!(
        r#"SELECT e.id, e.rule, e.subject, e.state, e.count, e.value, e.opened_at, e.last_at,
                  e.acknowledged_at, e.acknowledged_by, e.note,
                  d.id AS "delivery_id?", d.delivered_at AS "delivered_at?",
                  d.next_attempt_at AS "next_attempt_at?",
                  coalesce(a.attempts, '[]') AS "attempts!: Json<Vec<AttemptSummary>>"
           FROM alert_events e
           LEFT JOIN alert_deliveries d ON d.event_id = e.id
           LEFT JOIN LATERAL (
               SELECT jsonb_agg(jsonb_build_object(
                          'number', t.number, 'at', t.at, 'took_ms', t.took_ms,
                          'status', t.status, 'error', t.error) ORDER BY t.number DESC) AS attempts
               FROM (SELECT * FROM alert_attempts t WHERE t.delivery_id = d.id
                     ORDER BY t.number DESC LIMIT 10) t
           ) a ON true
           WHERE ($1::uuid IS NULL OR e.id = $1)
             AND ($2::text IS NULL OR e.state = $2)
             AND ($3::uuid IS NULL OR e.id < $3)
           ORDER BY e.id DESC
           LIMIT $4"#,
        id,
        of_state.map(EventState::as_str),
        before,
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let acknowledged = row
                .acknowledged_at
                .zip(row.acknowledged_by)
                .map(|(at, by)| Acknowledgement { at, by, note: row.note });
            let (delivered_at, next_attempt_at) = (row.delivered_at, row.next_attempt_at);
            let Json(attempts) = row.attempts;
            let delivery = DeliveryState { delivered_at, next_attempt_at, attempts };
            Ok(AlertEvent {
                id: row.id,
                rule: row.rule,
                subject: row.subject,
                state: state(&row.state)?,
                count: row.count,
                value: row.value,
                opened_at: row.opened_at,
                last_at: row.last_at,
                acknowledged,
                delivery: row.delivery_id.map(|_| delivery),
            })
        })
        .collect()
}

fn state(text: &str) -> Result<EventState> {
    match text {
        "open" => Ok(EventState::Open),
        "acknowledged" => Ok(EventState::Acknowledged),
        _ => Err(Error::Corrupt { table: "alert_events", reason: "the state is not known" }),
    }
}
