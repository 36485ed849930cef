//! `signing_keys`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result, lock_for_transaction};

/// Where a key stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyState {
    /// Signing no more; what it signed is still verified.
    Previous,
    /// Signing.
    Current,
    /// Published, not signing yet.
    Next,
}

impl KeyState {
    /// As it is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Current => "current",
            Self::Previous => "previous",
        }
    }
}

/// A signing key as it is stored.
#[derive(Debug, Clone)]
pub struct StoredKey {
    /// The `kid`.
    pub id: String,
    /// Where it stands.
    pub state: KeyState,
    /// Since when it stands there.
    pub since: DateTime<Utc>,
    /// 32 bytes.
    pub public_key: Vec<u8>,
    /// The private key, sealed.
    pub private_key_sealed: Vec<u8>,
}

/// Makes every other origin that creates or rotates keys wait for the end of the transaction.
pub async fn lock(connection: &mut PgConnection) -> Result<()> {
    lock_for_transaction(connection, "signing_keys").await
}

/// All keys.
pub async fn list(connection: &mut PgConnection) -> Result<Vec<StoredKey>> {
    let rows = sqlx::query!(
        "SELECT id, state, state_since, public_key, private_key_sealed FROM signing_keys
         ORDER BY id"
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredKey {
                id: row.id,
                state: match row.state.as_str() {
                    "next" => KeyState::Next,
                    "current" => KeyState::Current,
                    "previous" => KeyState::Previous,
                    _ => {
                        let reason = "the state is not known";
                        return Err(Error::Corrupt { table: "signing_keys", reason });
                    }
                },
                since: row.state_since,
                public_key: row.public_key,
                private_key_sealed: row.private_key_sealed,
            })
        })
        .collect()
}

/// Adds a key.
pub async fn insert(connection: &mut PgConnection, key: &StoredKey) -> Result<()> {
    sqlx::query!(
        "INSERT INTO signing_keys
             (id, state, public_key, private_key_sealed, created_at, state_since)
         VALUES ($1, $2, $3, $4, $5, $5)",
        key.id,
        key.state.as_str(),
        key.public_key,
        key.private_key_sealed,
        key.since,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Drops the previous key, and moves the others on by one state.
pub async fn shift(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM signing_keys WHERE state = 'previous'")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "UPDATE signing_keys SET state = 'previous', state_since = $1 WHERE state = 'current'",
        now,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "UPDATE signing_keys SET state = 'current', state_since = $1 WHERE state = 'next'",
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}
