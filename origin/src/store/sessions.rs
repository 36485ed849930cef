//! `sessions`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Result, outbox_events};
use crate::{
    accounts::{EndReason, PastSession, Session, Standing},
    outbox::Event,
};

/// What a session row begins with.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Version 7.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// Where it is.
    pub device_id: &'a str,
    /// What signs its refresh tokens, sealed.
    pub refresh_key_sealed: &'a [u8],
    /// When it ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
}

/// Opens a session with the refresh counter at 0.
pub async fn insert(
    connection: &mut PgConnection,
    session: &NewSession<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sessions
             (id, user_id, device_id, refresh_key_sealed, created_at, refreshed_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
        session.id,
        session.user_id,
        session.device_id,
        session.refresh_key_sealed,
        now,
        session.expires_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A session, locked until the end of the transaction.
pub async fn lock(connection: &mut PgConnection, id: Uuid) -> Result<Option<Session>> {
    let row = sqlx::query!(
        "SELECT id, user_id, device_id, refresh_key_sealed, refresh_counter, expires_at, end_reason
         FROM sessions WHERE id = $1 FOR UPDATE",
        id,
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Session {
        id: row.id,
        user_id: row.user_id,
        device_id: row.device_id,
        refresh_key_sealed: row.refresh_key_sealed,
        refresh_counter: row.refresh_counter.unsigned_abs(),
        expires_at: row.expires_at,
        end_reason: end_reason(row.end_reason.as_deref())?,
    }))
}

/// Makes the next refresh token the current one, and lets the session live on.
pub async fn advance(
    connection: &mut PgConnection,
    id: Uuid,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions
         SET refresh_counter = refresh_counter + 1, refreshed_at = $3, expires_at = $2
         WHERE id = $1",
        id,
        expires_at,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which of a user's open sessions.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// The one with this id.
    Session(Uuid),
    /// The one on this device.
    OnDevice(&'a str),
    /// Those that were to be refreshed by then.
    ExpiredBy(DateTime<Utc>),
    /// All.
    All,
}

/// Ends open sessions of a user, whose row must be locked, and has the edges told of every device
/// that is gone with one. Answers the devices.
pub async fn end(
    connection: &mut PgConnection,
    user_id: Uuid,
    which: Which<'_>,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    let (id, device_id, expired_by) = match which {
        Which::Session(id) => (Some(id), None, None),
        Which::OnDevice(device_id) => (None, Some(device_id), None),
        Which::ExpiredBy(instant) => (None, None, Some(instant)),
        Which::All => (None, None, None),
    };
    let devices = sqlx::query_scalar!(
        "UPDATE sessions SET ended_at = $3, end_reason = $2
         WHERE user_id = $1 AND ended_at IS NULL
           AND ($4::uuid IS NULL OR id = $4)
           AND ($5::text IS NULL OR device_id = $5)
           AND ($6::timestamptz IS NULL OR expires_at <= $6)
         RETURNING device_id",
        user_id,
        reason.as_str(),
        now,
        id,
        device_id,
        expired_by,
    )
    .fetch_all(&mut *connection)
    .await?;
    if reason != EndReason::SignedInAgain {
        for device_id in &devices {
            outbox_events::insert(connection, user_id, &Event::device_removed(device_id), now)
                .await?;
        }
    }
    Ok(devices)
}

/// Up to `limit` users with an open session that was to be refreshed by `now`.
pub async fn users_with_expired(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "SELECT DISTINCT user_id FROM sessions WHERE ended_at IS NULL AND expires_at <= $1 LIMIT $2",
        now,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(ids)
}

/// What decides whether an access token still counts; `None` when the user has no such session.
pub async fn standing(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Standing>> {
    let row = sqlx::query!(
        "SELECT u.token_version,
                s.ended_at IS NULL AND s.expires_at > $3 AS \"open!\",
                u.banned_at IS NOT NULL AS \"banned!\",
                u.deletes_at IS NOT NULL AS \"leaving!\"
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.user_id = $2",
        id,
        user_id,
        now,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Standing {
        token_version: row.token_version.unsigned_abs(),
        open: row.open,
        banned: row.banned,
        leaving: row.leaving,
    }))
}

/// The sessions of a user, over or not, oldest first.
pub async fn list_all(connection: &mut PgConnection, user_id: Uuid) -> Result<Vec<PastSession>> {
    let rows = sqlx::query!(
        "SELECT id, device_id, created_at, refreshed_at, expires_at, ended_at, end_reason
         FROM sessions WHERE user_id = $1 ORDER BY id",
        user_id,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PastSession {
                id: row.id,
                device_id: row.device_id,
                created_at: row.created_at,
                refreshed_at: row.refreshed_at,
                expires_at: row.expires_at,
                ended_at: row.ended_at,
                end_reason: end_reason(row.end_reason.as_deref())?,
            })
        })
        .collect()
}

fn end_reason(text: Option<&str>) -> Result<Option<EndReason>> {
    let corrupt = || Error::Corrupt { table: "sessions", reason: "the end reason is not known" };
    text.map(|text| EndReason::parse(text).ok_or_else(corrupt)).transpose()
}
