//! `audit_prunings`

use sqlx::PgConnection;

use super::{Error, Result};
use crate::audit::Pruning;

/// All of them; there is at most one a day.
pub async fn newest_first(connection: &mut PgConnection) -> Result<Vec<Pruning>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT number, hash, pruned_at, signature FROM audit_prunings ORDER BY number DESC"
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Pruning::try_from).collect()
}

/// Adds one. From here on the records it tells of may be deleted.
pub async fn insert(connection: &mut PgConnection, pruning: &Pruning) -> Result<()> {
    sqlx::query!(
        "INSERT INTO audit_prunings (number, hash, pruned_at, signature) VALUES ($1, $2, $3, $4)",
        pruning.number,
        &pruning.hash,
        pruning.pruned_at,
        &pruning.signature,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct Row {
    number: i64,
    hash: Vec<u8>,
    pruned_at: chrono::DateTime<chrono::Utc>,
    signature: Vec<u8>,
}

impl TryFrom<Row> for Pruning {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let Row { number, hash, pruned_at, signature } = row;
        // The lengths are constraints of the table.
        let reason = "the hash or the signature is cut";
        let corrupt = || Error::Corrupt { table: "audit_prunings", reason };
        let hash = hash.try_into().map_err(|_| corrupt())?;
        let signature = signature.try_into().map_err(|_| corrupt())?;
        Ok(Self { number, hash, pruned_at, signature })
    }
}
