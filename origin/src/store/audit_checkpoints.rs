//! `audit_checkpoints`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result, lock_for_transaction};
use crate::audit::Checkpoint;

/// Makes every other origin that signs wait for the end of the transaction.
pub async fn lock(connection: &mut PgConnection) -> Result<()> {
    lock_for_transaction(connection, "audit_checkpoints").await
}

/// The newest.
pub async fn last(connection: &mut PgConnection) -> Result<Option<Checkpoint>> {
    sqlx::query_as!(
        Row,
        "SELECT number, previous, hashes, signed_at, signature FROM audit_checkpoints
         ORDER BY number DESC LIMIT 1"
    )
    .fetch_optional(connection)
    .await?
    .map(Checkpoint::try_from)
    .transpose()
}

/// The newest of those that were signed before a moment and speak of records after `number`.
pub async fn before(
    connection: &mut PgConnection,
    moment: DateTime<Utc>,
    number: i64,
) -> Result<Option<Checkpoint>> {
    sqlx::query_as!(
        Row,
        "SELECT number, previous, hashes, signed_at, signature FROM audit_checkpoints
         WHERE signed_at < $1 AND number > $2 ORDER BY number DESC LIMIT 1",
        moment,
        number,
    )
    .fetch_optional(connection)
    .await?
    .map(Checkpoint::try_from)
    .transpose()
}

/// Up to `limit` of those that speak of records after `number`, in order.
pub async fn after(
    connection: &mut PgConnection,
    number: i64,
    limit: i64,
) -> Result<Vec<Checkpoint>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT number, previous, hashes, signed_at, signature FROM audit_checkpoints
         WHERE number > $1 ORDER BY number LIMIT $2",
        number,
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Checkpoint::try_from).collect()
}

/// Adds one.
pub async fn insert(connection: &mut PgConnection, checkpoint: &Checkpoint) -> Result<()> {
    sqlx::query!(
        "INSERT INTO audit_checkpoints (number, previous, hashes, signed_at, signature)
         VALUES ($1, $2, $3, $4, $5)",
        checkpoint.number,
        checkpoint.previous,
        checkpoint.hashes.as_flattened(),
        checkpoint.signed_at,
        &checkpoint.signature,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct Row {
    number: i64,
    previous: i64,
    hashes: Vec<u8>,
    signed_at: DateTime<Utc>,
    signature: Vec<u8>,
}

impl TryFrom<Row> for Checkpoint {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let Row { number, previous, hashes, signed_at, signature } = row;
        // The lengths are constraints of the table.
        let reason = "the hashes or the signature are cut";
        let corrupt = || Error::Corrupt { table: "audit_checkpoints", reason };
        let signature = signature.try_into().map_err(|_| corrupt())?;
        let (hashes, []) = hashes.as_chunks() else { return Err(corrupt()) };
        Ok(Self { previous, number, hashes: hashes.to_vec(), signed_at, signature })
    }
}
