//! `sms_deliveries`

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::entropy;

/// One attempt to hand a message to a vendor.
#[derive(Debug)]
pub struct Delivery<'a> {
    /// The code that was carried.
    pub code_id: Uuid,
    /// Whom to, as it may be shown.
    pub phone_masked: &'a str,
    /// The vendor's name.
    pub vendor: &'static str,
    /// `accepted`, or why not.
    pub outcome: &'static str,
    /// The vendor's own code.
    pub vendor_code: Option<&'a str>,
    /// The vendor's id of the message.
    pub vendor_message_id: Option<&'a str>,
    /// How long the vendor took to answer.
    pub took: Duration,
}

/// Records an attempt.
pub async fn insert(
    connection: &mut PgConnection,
    delivery: &Delivery<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sms_deliveries
             (id, code_id, phone_masked, vendor, outcome, vendor_code, vendor_message_id, took_ms,
              created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entropy::id(now),
        delivery.code_id,
        delivery.phone_masked,
        delivery.vendor,
        delivery.outcome,
        delivery.vendor_code,
        delivery.vendor_message_id,
        i64::try_from(delivery.took.as_millis()).unwrap_or(i64::MAX),
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}
