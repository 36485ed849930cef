//! `devices`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::accounts::{Device, DeviceClaim, DeviceName};

struct Row {
    id: String,
    name: String,
    platform: String,
    last_ip_masked: String,
    last_seen_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
}

impl From<Row> for Device {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            platform: row.platform,
            last_ip_masked: row.last_ip_masked,
            last_seen_at: row.last_seen_at,
            created_at: row.created_at,
        }
    }
}

/// Records a device at sign-in, under the name it gives itself now.
pub async fn upsert(
    connection: &mut PgConnection,
    user_id: Uuid,
    device: &DeviceClaim,
    ip_masked: &str,
    now: DateTime<Utc>,
) -> Result<Device> {
    let row = sqlx::query_as!(
        Row,
        "INSERT INTO devices
             (user_id, id, name, platform, last_ip_masked, last_seen_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (user_id, id) DO UPDATE
         SET name = excluded.name, platform = excluded.platform,
             last_ip_masked = excluded.last_ip_masked, last_seen_at = excluded.last_seen_at
         RETURNING id, name, platform, last_ip_masked, last_seen_at, created_at",
        user_id,
        device.id(),
        device.name(),
        device.platform(),
        ip_masked,
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.into())
}

/// Notes that a device was there.
pub async fn touch(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: &str,
    ip_masked: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE devices SET last_seen_at = $4, last_ip_masked = $3
         WHERE user_id = $1 AND id = $2",
        user_id,
        id,
        ip_masked,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The devices a user is signed in on, last seen first.
pub async fn list_signed_in(
    connection: &mut PgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Device>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT d.id, d.name, d.platform, d.last_ip_masked, d.last_seen_at, d.created_at
         FROM devices d
         JOIN sessions s ON s.user_id = d.user_id AND s.device_id = d.id
         WHERE d.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
         ORDER BY d.last_seen_at DESC, d.id",
        user_id,
        now,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Device::from).collect())
}

/// Every device a user is or was signed in on, first signed in first.
pub async fn list_all(connection: &mut PgConnection, user_id: Uuid) -> Result<Vec<Device>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, name, platform, last_ip_masked, last_seen_at, created_at
         FROM devices WHERE user_id = $1 ORDER BY created_at, id",
        user_id,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Device::from).collect())
}

/// Gives a device another name and answers it; `None` when the user is not signed in there.
pub async fn rename(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: &str,
    name: &DeviceName,
    now: DateTime<Utc>,
) -> Result<Option<Device>> {
    let row = sqlx::query_as!(
        Row,
        "UPDATE devices d SET name = $3
         FROM sessions s
         WHERE d.user_id = $1 AND d.id = $2 AND s.user_id = d.user_id AND s.device_id = d.id
           AND s.ended_at IS NULL AND s.expires_at > $4
         RETURNING d.id, d.name, d.platform, d.last_ip_masked, d.last_seen_at, d.created_at",
        user_id,
        id,
        name.as_str(),
        now,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(Device::from))
}
