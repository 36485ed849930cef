//! `idempotency_keys`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::library::RequestKey;

/// A request that was answered.
#[derive(Debug)]
pub struct Answered {
    /// SHA-256 of the method and the request.
    pub request_hash: Vec<u8>,
    /// The message that was answered.
    pub response: Vec<u8>,
}

/// What was answered to a request with this key after `since`.
pub async fn get(
    connection: &mut PgConnection,
    user_id: Uuid,
    key: &str,
    since: DateTime<Utc>,
) -> Result<Option<Answered>> {
    let answered = sqlx::query_as!(
        Answered,
        "SELECT request_hash, response FROM idempotency_keys
         WHERE user_id = $1 AND key = $2 AND created_at > $3",
        user_id,
        key,
        since,
    )
    .fetch_optional(connection)
    .await?;
    Ok(answered)
}

/// Keeps an answer, in place of one that is too old to count.
pub async fn put(
    connection: &mut PgConnection,
    user_id: Uuid,
    request: &RequestKey,
    response: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id, key) DO UPDATE
         SET request_hash = excluded.request_hash, response = excluded.response,
             created_at = excluded.created_at",
        user_id,
        request.key,
        &request.request_hash[..],
        response,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}
