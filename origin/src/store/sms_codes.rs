//! `sms_codes`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, lock_for_transaction};
use crate::vault::Digest;

/// What a code row begins with.
#[derive(Debug)]
pub struct NewCode<'a> {
    /// Version 7.
    pub id: Uuid,
    /// Whom it is sent to.
    pub phone_index: &'a Digest,
    /// What it is good for.
    pub purpose: &'static str,
    /// What it is compared by.
    pub code_hash: &'a Digest,
    /// When it is too old.
    pub expires_at: DateTime<Utc>,
}

/// What came of trying a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It was right, and nobody can use it again.
    Right,
    /// It was wrong; so many attempts are left.
    Wrong {
        /// Zero when this was the last one.
        attempts_left: u32,
    },
}

/// Makes everybody else who sends to this phone wait for the end of the transaction.
pub async fn lock_phone(connection: &mut PgConnection, phone_index: &Digest) -> Result<()> {
    lock_for_transaction(connection, &format!("sms_codes:{}", hex::encode(phone_index))).await
}

/// When the phone was sent its codes since `since`, newest first.
pub async fn sent_since(
    connection: &mut PgConnection,
    phone_index: &Digest,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>> {
    let times = sqlx::query_scalar!(
        "SELECT created_at FROM sms_codes
         WHERE phone_index = $1 AND created_at > $2
         ORDER BY created_at DESC",
        &phone_index[..],
        since,
    )
    .fetch_all(connection)
    .await?;
    Ok(times)
}

/// Records a code. It replaces every earlier one of this phone and purpose.
pub async fn insert(
    connection: &mut PgConnection,
    code: &NewCode<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sms_codes (id, phone_index, purpose, code_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        code.id,
        &code.phone_index[..],
        code.purpose,
        &code.code_hash[..],
        now,
        code.expires_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets a code that nobody was sent, so that it counts towards no budget and hides no earlier
/// one.
pub async fn delete(connection: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM sms_codes WHERE id = $1", id).execute(connection).await?;
    Ok(())
}

/// Tries a code against the latest one of the phone and purpose, and counts the attempt.
///
/// One statement does both, so that of any number of callers with the right code one gets
/// [`Claim::Right`], and no more than `max_attempts` are ever compared. `None` when there is no
/// code left to try: none was sent, or it is used, too old or tried too often.
pub async fn claim(
    connection: &mut PgConnection,
    phone_index: &Digest,
    purpose: &str,
    code_hash: &Digest,
    max_attempts: u32,
    now: DateTime<Utc>,
) -> Result<Option<Claim>> {
    let max_attempts = i32::try_from(max_attempts).unwrap_or(i32::MAX);
    let row = sqlx::query!(
        "UPDATE sms_codes
         SET attempts = attempts + 1,
             used_at = CASE WHEN code_hash = $3 THEN $5::timestamptz END
         WHERE id = (
             SELECT id FROM sms_codes
             WHERE phone_index = $1 AND purpose = $2
             ORDER BY created_at DESC, sequence DESC
             LIMIT 1
         )
         AND used_at IS NULL AND attempts < $4 AND expires_at > $5
         RETURNING attempts, used_at IS NOT NULL AS \"right!\"",
        &phone_index[..],
        purpose,
        &code_hash[..],
        max_attempts,
        now,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| {
        let attempts_left = u32::try_from(max_attempts - row.attempts).unwrap_or(0);
        if row.right { Claim::Right } else { Claim::Wrong { attempts_left } }
    }))
}
