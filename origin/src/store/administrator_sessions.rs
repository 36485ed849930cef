//! `administrator_sessions`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Result, administrators};
use crate::administrators::{Administrator, Session, SessionState};

/// Opens a session.
pub async fn insert(
    connection: &mut PgConnection,
    session: &Session,
    token_hash: &[u8; 32],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO administrator_sessions
             (id, administrator_id, token_hash, state, created_at, last_seen_at, expires_at,
              address_masked, user_agent)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        session.id,
        session.administrator.id,
        token_hash,
        session.state.as_str(),
        session.created_at,
        session.last_seen_at,
        session.expires_at,
        session.address_masked,
        session.user_agent,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The session of a token, unless it has expired, was not used since `idle_since`, or its owner may
/// not sign in.
pub async fn find(
    connection: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<Session>> {
    let row = sqlx::query!(
        "SELECT s.id, s.state, s.created_at, s.last_seen_at, s.expires_at, s.step_up_until,
                s.address_masked, s.user_agent,
                a.id AS administrator_id, a.email, a.name, a.role, a.disabled_at,
                a.totp_secret_sealed IS NOT NULL AS \"totp_enrolled!\",
                a.created_at AS administrator_created_at, a.last_signed_in_at
         FROM administrator_sessions s JOIN administrators a ON a.id = s.administrator_id
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3
           AND a.disabled_at IS NULL",
        token_hash,
        now,
        idle_since,
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let administrator = administrators::Row {
        id: row.administrator_id,
        email: row.email,
        name: row.name,
        role: row.role,
        totp_enrolled: row.totp_enrolled,
        disabled_at: row.disabled_at,
        created_at: row.administrator_created_at,
        last_signed_in_at: row.last_signed_in_at,
    };
    Ok(Some(Session {
        id: row.id,
        administrator: administrator.try_into()?,
        state: state(&row.state)?,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        step_up_until: row.step_up_until.filter(|until| *until > now),
        address_masked: row.address_masked,
        user_agent: row.user_agent,
    }))
}

/// Whether [`find`] would find it.
pub async fn is_open(
    connection: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<bool> {
    let open = sqlx::query_scalar!(
        "SELECT EXISTS (
             SELECT FROM administrator_sessions s JOIN administrators a ON a.id = s.administrator_id
             WHERE s.id = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND a.disabled_at IS NULL
         ) AS \"open!\"",
        id,
        now,
        idle_since,
    )
    .fetch_one(connection)
    .await?;
    Ok(open)
}

/// Notes that a session is used.
pub async fn touch(connection: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE administrator_sessions SET last_seen_at = $2 WHERE id = $1", id, now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Signs in the session as it was read, with a new token; `false` when it has gone on since.
pub async fn sign_in(
    connection: &mut PgConnection,
    session: &Session,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE administrator_sessions
         SET state = 'signed_in', token_hash = $3, last_seen_at = $4, expires_at = $5,
             enrolment_secret_sealed = NULL
         WHERE id = $1 AND state = $2",
        session.id,
        session.state.as_str(),
        token_hash,
        now,
        expires_at,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets dangerous things be done in a session.
pub async fn step_up(connection: &mut PgConnection, id: Uuid, until: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE administrator_sessions SET step_up_until = $2 WHERE id = $1", id, until)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps a second factor that is being set up, unless there is one, and answers the one there is.
pub async fn keep_enrolment(
    connection: &mut PgConnection,
    id: Uuid,
    secret_sealed: &[u8],
) -> Result<Option<Vec<u8>>> {
    let kept = sqlx::query_scalar!(
        "UPDATE administrator_sessions
         SET enrolment_secret_sealed = coalesce(enrolment_secret_sealed, $2)
         WHERE id = $1 AND state = 'enrolment_required'
         RETURNING enrolment_secret_sealed",
        id,
        secret_sealed,
    )
    .fetch_optional(connection)
    .await?;
    Ok(kept.flatten())
}

/// The second factor that is being set up.
pub async fn enrolment(connection: &mut PgConnection, id: Uuid) -> Result<Option<Vec<u8>>> {
    let kept = sqlx::query_scalar!(
        "SELECT enrolment_secret_sealed FROM administrator_sessions WHERE id = $1",
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(kept.flatten())
}

/// Ends the session of a token.
pub async fn delete_by_token(connection: &mut PgConnection, token_hash: &[u8; 32]) -> Result<()> {
    sqlx::query!("DELETE FROM administrator_sessions WHERE token_hash = $1", token_hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends one session of an administrator, or all. Answers how many were there.
pub async fn delete(
    connection: &mut PgConnection,
    administrator_id: Uuid,
    id: Option<Uuid>,
) -> Result<u64> {
    let done = sqlx::query!(
        "DELETE FROM administrator_sessions
         WHERE administrator_id = $1 AND ($2::uuid IS NULL OR id = $2)",
        administrator_id,
        id,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// The sessions of an administrator that [`find`] would find, newest first.
pub async fn list(
    connection: &mut PgConnection,
    administrator: &Administrator,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Vec<Session>> {
    if administrator.disabled_at.is_some() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        "SELECT id, state, created_at, last_seen_at, expires_at, step_up_until, address_masked,
                user_agent
         FROM administrator_sessions
         WHERE administrator_id = $1 AND expires_at > $2 AND last_seen_at > $3 ORDER BY id DESC",
        administrator.id,
        now,
        idle_since,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Session {
                id: row.id,
                administrator: administrator.clone(),
                state: state(&row.state)?,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                expires_at: row.expires_at,
                step_up_until: row.step_up_until.filter(|until| *until > now),
                address_masked: row.address_masked,
                user_agent: row.user_agent,
            })
        })
        .collect()
}

/// Ends every session of an administrator but one.
pub async fn delete_others(
    connection: &mut PgConnection,
    administrator_id: Uuid,
    kept: Uuid,
) -> Result<()> {
    sqlx::query!(
        "DELETE FROM administrator_sessions WHERE administrator_id = $1 AND id <> $2",
        administrator_id,
        kept,
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn state(text: &str) -> Result<SessionState> {
    let reason = "the state is not known";
    SessionState::parse(text).ok_or(Error::Corrupt { table: "administrator_sessions", reason })
}
