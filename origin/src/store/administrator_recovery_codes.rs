//! `administrator_recovery_codes`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::vault::Digest;

/// Gives an administrator new codes in place of those they had.
pub async fn replace(
    connection: &mut PgConnection,
    administrator_id: Uuid,
    hashes: &[Digest],
) -> Result<()> {
    sqlx::query!(
        "DELETE FROM administrator_recovery_codes WHERE administrator_id = $1",
        administrator_id,
    )
    .execute(&mut *connection)
    .await?;
    let hashes: Vec<_> = hashes.iter().map(|hash| hash.to_vec()).collect();
    sqlx::query!(
        "INSERT INTO administrator_recovery_codes (administrator_id, code_hash)
         SELECT $1, unnest($2::bytea[])",
        administrator_id,
        &hashes,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Uses a code up, and answers how many are left; `None` when it is none or was used.
pub async fn use_up(
    connection: &mut PgConnection,
    administrator_id: Uuid,
    hash: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<u32>> {
    let used = sqlx::query!(
        "UPDATE administrator_recovery_codes SET used_at = $3
         WHERE administrator_id = $1 AND code_hash = $2 AND used_at IS NULL",
        administrator_id,
        hash,
        now,
    )
    .execute(&mut *connection)
    .await?;
    if used.rows_affected() == 0 {
        return Ok(None);
    }
    let left = sqlx::query_scalar!(
        "SELECT count(*) AS \"count!\" FROM administrator_recovery_codes
         WHERE administrator_id = $1 AND used_at IS NULL",
        administrator_id,
    )
    .fetch_one(connection)
    .await?;
    Ok(Some(u32::try_from(left).unwrap_or(0)))
}
