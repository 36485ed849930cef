//! `sms_budgets`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;

/// Whose sending a budget bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One address's.
    Address,
    /// One device's.
    Device,
    /// That of administrators who try the vendors.
    Test,
    /// Everybody's.
    Total,
}

impl Scope {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Device => "device",
            Self::Test => "test",
            Self::Total => "total",
        }
    }
}

/// Spends one of `limit` in the window that begins at `window_start`; `false` when it is used up,
/// and then nothing is spent.
pub async fn spend(
    connection: &mut PgConnection,
    scope: Scope,
    subject: &[u8],
    window_start: DateTime<Utc>,
    limit: u32,
) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO sms_budgets AS b (scope, subject, window_start, spent)
         VALUES ($1, $2, $3, 1)
         ON CONFLICT (scope, subject, window_start) DO UPDATE
         SET spent = b.spent + 1 WHERE b.spent < $4",
        scope.as_str(),
        subject,
        window_start,
        i64::from(limit),
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}
