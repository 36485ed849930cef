//! `users`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, outbox_events};
use crate::{accounts::User, library::Marks, outbox::Event, vault::Digest};

/// What a user row begins with.
#[derive(Debug)]
pub struct NewUser<'a> {
    /// Version 7.
    pub id: Uuid,
    /// The number, sealed.
    pub phone_sealed: &'a [u8],
    /// What the number is found by.
    pub phone_index: &'a Digest,
    /// The number as it may be shown.
    pub phone_masked: &'a str,
}

struct Row {
    id: Uuid,
    phone_masked: String,
    nickname: String,
    avatar_url: String,
    token_version: i64,
    banned_at: Option<DateTime<Utc>>,
    deletes_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<Row> for User {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            phone_masked: row.phone_masked,
            nickname: row.nickname,
            avatar_url: row.avatar_url,
            token_version: row.token_version.unsigned_abs(),
            banned: row.banned_at.is_some(),
            deletes_at: row.deletes_at,
            created_at: row.created_at,
        }
    }
}

/// Inserts the user unless the phone has one already.
pub async fn insert_unless_known(
    connection: &mut PgConnection,
    user: &NewUser<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO users (id, phone_sealed, phone_index, phone_masked, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $5)
         ON CONFLICT (phone_index) DO NOTHING",
        user.id,
        user.phone_sealed,
        &user.phone_index[..],
        user.phone_masked,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The user of a phone, locked until the end of the transaction: what depends on the number of a
/// user's devices happens one at a time.
pub async fn lock_by_phone(
    connection: &mut PgConnection,
    phone_index: &Digest,
) -> Result<Option<User>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, phone_masked, nickname, avatar_url, token_version, banned_at, deletes_at,
                created_at
         FROM users WHERE phone_index = $1 FOR UPDATE",
        &phone_index[..],
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(User::from))
}

/// The user with this id.
pub async fn get(connection: &mut PgConnection, id: Uuid) -> Result<Option<User>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, phone_masked, nickname, avatar_url, token_version, banned_at, deletes_at,
                created_at
         FROM users WHERE id = $1",
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(User::from))
}

/// Changes the fields that are given and answers the user; `None` when there is none.
pub async fn update_profile(
    connection: &mut PgConnection,
    id: Uuid,
    nickname: Option<&str>,
    avatar_url: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<User>> {
    let row = sqlx::query_as!(
        Row,
        "UPDATE users
         SET nickname = coalesce($2, nickname), avatar_url = coalesce($3, avatar_url),
             updated_at = $4
         WHERE id = $1
         RETURNING id, phone_masked, nickname, avatar_url, token_version, banned_at, deletes_at,
                   created_at",
        id,
        nickname,
        avatar_url,
        now,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(User::from))
}

/// Locks a user until the end of the transaction; `None` when there is none.
pub async fn lock(connection: &mut PgConnection, id: Uuid) -> Result<Option<()>> {
    let row = sqlx::query!("SELECT id FROM users WHERE id = $1 FOR UPDATE", id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|_| ()))
}

/// What `ver` of the user's access tokens must be.
pub async fn token_version(connection: &mut PgConnection, id: Uuid) -> Result<Option<u64>> {
    let version = sqlx::query_scalar!("SELECT token_version FROM users WHERE id = $1", id)
        .fetch_optional(connection)
        .await?;
    Ok(version.map(i64::unsigned_abs))
}

/// Makes every access token of the user worthless, and has the edges told; refresh tokens go on.
/// There is no other way to raise the version, so that no edge is left in the dark.
pub async fn raise_token_version(
    connection: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<u64> {
    let version = sqlx::query_scalar!(
        "UPDATE users SET token_version = token_version + 1, updated_at = $2
         WHERE id = $1
         RETURNING token_version",
        id,
        now,
    )
    .fetch_one(&mut *connection)
    .await?;
    let version = version.unsigned_abs();
    outbox_events::insert(connection, id, &Event::session_revoked(version), now).await?;
    Ok(version)
}

/// Bans a user; `false` when they are banned already, or there is none.
pub async fn ban(
    connection: &mut PgConnection,
    id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE users SET banned_at = $2, ban_reason = $3, updated_at = $2
         WHERE id = $1 AND banned_at IS NULL",
        id,
        now,
        reason,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a ban; `false` when there is none.
pub async fn unban(connection: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE users SET banned_at = NULL, ban_reason = NULL, updated_at = $2
         WHERE id = $1 AND banned_at IS NOT NULL",
        id,
        now,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Has the user deleted at an instant, or not at all.
pub async fn set_deletes_at(
    connection: &mut PgConnection,
    id: Uuid,
    deletes_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!("UPDATE users SET deletes_at = $2 WHERE id = $1", id, deletes_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Where a user's library stands.
pub async fn library_marks(connection: &mut PgConnection, id: Uuid) -> Result<Option<Marks>> {
    let row = sqlx::query!(
        "SELECT library_revision, library_floor, plays_cleared_revision FROM users WHERE id = $1",
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Marks {
        revision: row.library_revision.unsigned_abs(),
        floor: row.library_floor.unsigned_abs(),
        plays_cleared: row.plays_cleared_revision.unsigned_abs(),
    }))
}

/// Sets the revision of a user's library, whose row the transaction holds.
pub async fn set_library_revision(
    connection: &mut PgConnection,
    id: Uuid,
    revision: u64,
) -> Result<()> {
    sqlx::query!(
        "UPDATE users SET library_revision = $2 WHERE id = $1",
        id,
        revision.cast_signed(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes when a user's history was cleared.
pub async fn set_plays_cleared(
    connection: &mut PgConnection,
    id: Uuid,
    revision: u64,
) -> Result<()> {
    sqlx::query!(
        "UPDATE users SET plays_cleared_revision = $2 WHERE id = $1",
        id,
        revision.cast_signed(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Up to `limit` users that are to be deleted by `now`, locked until the end of the transaction; not
/// those that somebody else has locked.
pub async fn lock_due_for_deletion(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM users WHERE deletes_at <= $1 ORDER BY deletes_at LIMIT $2
         FOR UPDATE SKIP LOCKED",
        now,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(ids)
}

/// Deletes a user with devices, sessions and library, which refer to them, and what was to be told of them.
/// What is left of their sign-ins names no user and is pruned.
pub async fn delete(connection: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM outbox_events WHERE user_id = $1", id)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("DELETE FROM users WHERE id = $1", id).execute(connection).await?;
    Ok(())
}
