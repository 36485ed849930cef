//! `administrator_lockouts`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::{administrators::Lockout, vault::Digest};

/// The failures of a subject, none if there were none, locked until the end of the transaction.
pub async fn lock(
    connection: &mut PgConnection,
    subject: &Digest,
    now: DateTime<Utc>,
) -> Result<Lockout> {
    let lockout = sqlx::query_as!(
        Lockout,
        "INSERT INTO administrator_lockouts (subject, failures, failed_at) VALUES ($1, 0, $2)
         ON CONFLICT (subject) DO UPDATE SET subject = excluded.subject
         RETURNING failures, locked_until, failed_at",
        subject,
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok(lockout)
}

/// Writes the failures of a subject that is locked.
pub async fn put(connection: &mut PgConnection, subject: &Digest, lockout: &Lockout) -> Result<()> {
    sqlx::query!(
        "UPDATE administrator_lockouts SET failures = $2, locked_until = $3, failed_at = $4
         WHERE subject = $1",
        subject,
        lockout.failures,
        lockout.locked_until,
        lockout.failed_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets a subject.
pub async fn delete(connection: &mut PgConnection, subject: &Digest) -> Result<()> {
    sqlx::query!("DELETE FROM administrator_lockouts WHERE subject = $1", subject)
        .execute(connection)
        .await?;
    Ok(())
}
