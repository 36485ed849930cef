use chrono::{DateTime, Utc};
use sqlx::Row;

use super::Database;

/// A row of `sms_deliveries`.
#[derive(Debug)]
pub struct Delivery {
    pub vendor: String,
    pub outcome: String,
    pub vendor_code: Option<String>,
    pub country: String,
    pub cost_units: Option<i32>,
    pub final_at: Option<DateTime<Utc>>,
    /// The number is still there, sealed.
    pub is_sealed: bool,
}

/// Every attempt, in the order they were made.
pub async fn deliveries(database: &Database) -> Vec<Delivery> {
    // An attempt that ended first was begun first; the clock of the tests stands still between two.
    let query = "SELECT vendor, outcome, vendor_code, country, cost_units, final_at,
                        phone_sealed IS NOT NULL
                 FROM sms_deliveries ORDER BY created_at, xmin::text::bigint, ctid";
    let rows = sqlx::query(query).fetch_all(&mut database.connect().await).await.unwrap();
    let delivery = |row: &sqlx::postgres::PgRow| Delivery {
        vendor: row.get(0),
        outcome: row.get(1),
        vendor_code: row.get(2),
        country: row.get(3),
        cost_units: row.get(4),
        final_at: row.get(5),
        is_sealed: row.get(6),
    };
    rows.iter().map(delivery).collect()
}
