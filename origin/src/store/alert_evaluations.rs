//! `alert_evaluations`

use sqlx::PgConnection;

use super::Result;

/// The last record of the audit that was looked at.
pub async fn last(connection: &mut PgConnection) -> Result<i64> {
    let row = sqlx::query!("SELECT number FROM alert_evaluations").fetch_one(connection).await?;
    Ok(row.number)
}

/// Says that the records up to a number were looked at.
pub async fn advance(connection: &mut PgConnection, number: i64) -> Result<()> {
    sqlx::query!("UPDATE alert_evaluations SET number = greatest(number, $1)", number)
        .execute(connection)
        .await?;
    Ok(())
}
