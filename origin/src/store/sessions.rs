//! `sessions`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Result};
use crate::accounts::{EndReason, Session, Standing};

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

/// A session, locked until the end of the transaction, and its user's token version.
pub async fn lock(connection: &mut PgConnection, id: Uuid) -> Result<Option<Session>> {
    let row = sqlx::query!(
        "SELECT s.id, s.user_id, s.device_id, s.refresh_key_sealed, s.refresh_counter,
                s.expires_at, s.end_reason, u.token_version
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1
         FOR UPDATE OF s",
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
        end_reason: row.end_reason.as_deref().map(end_reason).transpose()?,
        token_version: row.token_version.unsigned_abs(),
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

/// Ends one session of a user; `false` when it is not theirs or over already.
pub async fn end(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE sessions SET ended_at = $4, end_reason = $3
         WHERE id = $2 AND user_id = $1 AND ended_at IS NULL",
        user_id,
        id,
        reason.as_str(),
        now,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the open session on a device, if there is one.
pub async fn end_on_device(
    connection: &mut PgConnection,
    user_id: Uuid,
    device_id: &str,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE sessions SET ended_at = $4, end_reason = $3
         WHERE user_id = $1 AND device_id = $2 AND ended_at IS NULL",
        user_id,
        device_id,
        reason.as_str(),
        now,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What decides whether an access token still counts; `None` when the user has no such session.
pub async fn standing(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
) -> Result<Option<Standing>> {
    let row = sqlx::query!(
        "SELECT u.token_version, s.ended_at IS NOT NULL AS \"ended!\"
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.user_id = $2",
        id,
        user_id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row
        .map(|row| Standing { token_version: row.token_version.unsigned_abs(), ended: row.ended }))
}

fn end_reason(text: &str) -> Result<EndReason> {
    EndReason::parse(text)
        .ok_or(Error::Corrupt { table: "sessions", reason: "the end reason is not known" })
}
