//! `users`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::{accounts::User, vault::Digest};

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
        "SELECT id, phone_masked, nickname, avatar_url, token_version, created_at
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
        "SELECT id, phone_masked, nickname, avatar_url, token_version, created_at
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
         RETURNING id, phone_masked, nickname, avatar_url, token_version, created_at",
        id,
        nickname,
        avatar_url,
        now,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(User::from))
}

/// Makes every access token of the user worthless; refresh tokens go on.
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
    .fetch_one(connection)
    .await?;
    Ok(version.unsigned_abs())
}
