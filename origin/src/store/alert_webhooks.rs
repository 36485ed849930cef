//! `alert_webhooks`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Result, lock_for_transaction};

/// The webhook as it is stored.
#[derive(Debug)]
#[expect(missing_docs, reason = "as in the table")]
pub struct Stored {
    pub url: String,
    pub secret_sealed: Vec<u8>,
    pub enabled: bool,
    pub updated_at: DateTime<Utc>,
}

/// The webhook, if there is one.
pub async fn get(connection: &mut PgConnection) -> Result<Option<Stored>> {
    let stored = sqlx::query_as!(
        Stored,
        "SELECT url, secret_sealed, enabled, updated_at FROM alert_webhooks"
    )
    .fetch_optional(connection)
    .await?;
    Ok(stored)
}

/// The webhook, kept from others who change it until the transaction ends.
pub async fn lock(connection: &mut PgConnection) -> Result<Option<Stored>> {
    lock_for_transaction(connection, "alert_webhooks").await?;
    get(connection).await
}

/// Writes the webhook down in place of the one there was.
pub async fn put(connection: &mut PgConnection, webhook: &Stored) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alert_webhooks (url, secret_sealed, enabled, updated_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE
         SET url = excluded.url, secret_sealed = excluded.secret_sealed,
             enabled = excluded.enabled, updated_at = excluded.updated_at",
        webhook.url,
        webhook.secret_sealed,
        webhook.enabled,
        webhook.updated_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}
