//! What is kept for a while only.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;

/// Somebody took note; the audit goes on knowing of it.
const ALERTS_KEPT: TimeDelta = TimeDelta::days(400);
/// Codes count towards budgets of a day.
const CODES_KEPT: TimeDelta = TimeDelta::days(2);
/// A batch is sent again within minutes or not at all.
const BATCHES_KEPT: TimeDelta = TimeDelta::days(2);
/// Deliveries are looked at when a listener complains.
const DELIVERIES_KEPT: TimeDelta = TimeDelta::days(90);
/// Edges drop an event they have had; nobody asks after it later. One that an edge waits for stays.
const EVENTS_KEPT: TimeDelta = TimeDelta::days(7);
/// An instance that is there says so every few minutes.
const INSTANCES_KEPT: TimeDelta = TimeDelta::days(1);
/// Somebody should have looked at what was set aside.
const SET_ASIDE_KEPT: TimeDelta = TimeDelta::days(90);
/// A refresh token of a session that is over is told so for this long; then it is merely unknown.
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(30);

/// After it, failures to sign in as an administrator count no more.
const LOCKOUTS_KEPT: TimeDelta = crate::administrators::FORGOTTEN_AFTER;

/// Deletes what is older than it is kept. Answers how many rows went.
pub async fn run(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    let codes = sqlx::query!("DELETE FROM sms_codes WHERE created_at < $1", now - CODES_KEPT)
        .execute(&mut *connection)
        .await?;
    let budgets = sqlx::query!("DELETE FROM sms_budgets WHERE window_start < $1", now - CODES_KEPT)
        .execute(&mut *connection)
        .await?;
    let batches =
        sqlx::query!("DELETE FROM telemetry_batches WHERE received_at < $1", now - BATCHES_KEPT)
            .execute(&mut *connection)
            .await?;
    let deliveries =
        sqlx::query!("DELETE FROM sms_deliveries WHERE created_at < $1", now - DELIVERIES_KEPT)
            .execute(&mut *connection)
            .await?;
    let sessions = sqlx::query!(
        "DELETE FROM sessions
         WHERE expires_at < $1 AND coalesce(ended_at, expires_at) < $1",
        now - SESSIONS_KEPT,
    )
    .execute(&mut *connection)
    .await?;
    let set_aside = sqlx::query!(
        "DELETE FROM outbox_deliveries WHERE set_aside_at < $1",
        now - SET_ASIDE_KEPT,
    )
    .execute(&mut *connection)
    .await?;
    let events = sqlx::query!(
        "DELETE FROM outbox_events e
         WHERE created_at < $1
           AND NOT EXISTS (SELECT FROM outbox_deliveries d WHERE d.event_id = e.id)",
        now - EVENTS_KEPT,
    )
    .execute(&mut *connection)
    .await?;
    let alerts =
        sqlx::query!("DELETE FROM alert_events WHERE acknowledged_at < $1", now - ALERTS_KEPT)
            .execute(&mut *connection)
            .await?;
    let instances =
        sqlx::query!("DELETE FROM edge_instances WHERE seen_at < $1", now - INSTANCES_KEPT)
            .execute(&mut *connection)
            .await?;
    let lockouts = sqlx::query!(
        "DELETE FROM administrator_lockouts WHERE failed_at < $1",
        now - LOCKOUTS_KEPT
    )
    .execute(&mut *connection)
    .await?;
    // By then no rule of theirs lets one be used.
    let administrators =
        sqlx::query!("DELETE FROM administrator_sessions WHERE expires_at < $1", now)
            .execute(connection)
            .await?;
    Ok([
        codes,
        budgets,
        batches,
        deliveries,
        sessions,
        set_aside,
        events,
        alerts,
        instances,
        lockouts,
        administrators,
    ]
    .iter()
    .map(sqlx::postgres::PgQueryResult::rows_affected)
    .sum())
}
