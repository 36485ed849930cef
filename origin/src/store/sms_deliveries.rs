//! `sms_deliveries`

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::sms::{Delivery, DeliveryFilter};

/// Between the first questions about a message and the next; each pause is twice the one before.
const SHORTEST_PAUSE_S: f64 = 30.0;
const LONGEST_PAUSE_S: f64 = 3600.0;

/// One attempt to hand a message to a vendor, as it begins.
#[derive(Debug)]
pub struct NewDelivery<'a> {
    /// Version 7. The vendor is told it where it takes a reference.
    pub id: Uuid,
    /// The code that is carried.
    pub code_id: Uuid,
    /// Whom to, as it may be shown.
    pub phone_masked: &'a str,
    /// Whom to, sealed.
    pub phone_sealed: &'a [u8],
    /// ISO 3166 of the number's plan; empty when it has none.
    pub country: &'a str,
    /// The vendor's name.
    pub vendor: &'static str,
    /// When the vendor is first asked what became of it.
    pub next_check_at: DateTime<Utc>,
}

/// What is known of a delivery after its attempt, or after the vendor was asked.
#[derive(Debug, Default)]
pub struct Outcome<'a> {
    /// `accepted`, `unknown`, `delivered`, `undelivered`, or why the vendor did not take it.
    pub name: &'static str,
    /// The vendor's own code.
    pub vendor_code: Option<&'a str>,
    /// The vendor's id of the message; `None` leaves the one that is known.
    pub vendor_message_id: Option<&'a str>,
    /// What the vendor charges by; `None` leaves what is known.
    pub cost_units: Option<u32>,
    /// When the vendor says it ended.
    pub final_at: Option<DateTime<Utc>>,
    /// Nothing more will be learnt: the number is forgotten.
    pub settled: bool,
    /// How long the vendor took over the attempt; `None` leaves what is known.
    pub took: Option<Duration>,
}

/// A delivery that its vendor is to be asked about.
#[derive(Debug)]
pub struct Due {
    /// Its id.
    pub id: Uuid,
    /// The vendor's name.
    pub vendor: String,
    /// Whether it is known what the vendor charges by.
    pub charged: bool,
    /// The vendor's id of the message, if it told one.
    pub vendor_message_id: Option<String>,
    /// Whom to, sealed.
    pub phone_sealed: Vec<u8>,
    /// When the attempt began.
    pub created_at: DateTime<Utc>,
}

/// Records an attempt before it is made. Its outcome is `unknown` until [`record`] says otherwise,
/// so that an origin that ends in between leaves the truth behind.
pub async fn begin(
    connection: &mut PgConnection,
    delivery: &NewDelivery<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sms_deliveries
             (id, code_id, phone_masked, phone_sealed, country, vendor, outcome, took_ms,
              next_check_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'unknown', 0, $7, $8)",
        delivery.id,
        delivery.code_id,
        delivery.phone_masked,
        delivery.phone_sealed,
        delivery.country,
        delivery.vendor,
        delivery.next_check_at,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Records what was learnt of a delivery; `false` when another origin settled it before.
pub async fn record(
    connection: &mut PgConnection,
    id: Uuid,
    outcome: &Outcome<'_>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE sms_deliveries
         SET outcome = $2,
             vendor_code = $3,
             vendor_message_id = coalesce($4, vendor_message_id),
             cost_units = coalesce($5, cost_units),
             final_at = $6,
             took_ms = coalesce($8, took_ms),
             phone_sealed = CASE WHEN $7 THEN NULL ELSE phone_sealed END,
             next_check_at = CASE WHEN $7 THEN NULL ELSE next_check_at END
         WHERE id = $1 AND next_check_at IS NOT NULL",
        id,
        outcome.name,
        outcome.vendor_code,
        outcome.vendor_message_id,
        outcome.cost_units.map(|units| i32::try_from(units).unwrap_or(i32::MAX)),
        outcome.final_at,
        outcome.settled,
        outcome.took.map(|took| i64::try_from(took.as_millis()).unwrap_or(i64::MAX)),
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes up to `limit` deliveries of these vendors that are due, and puts their next turn off, so
/// that of several origins each gets others, and one that ends meanwhile loses none for good.
pub async fn claim_due(
    connection: &mut PgConnection,
    vendors: &[String],
    limit: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Due>> {
    let due = sqlx::query_as!(
        Due,
        "UPDATE sms_deliveries
         SET checks = checks + 1,
             next_check_at = $1::timestamptz
                 + make_interval(secs => least($4::float8 * power(2, checks), $5::float8))
         WHERE id IN (
             SELECT id FROM sms_deliveries
             WHERE next_check_at <= $1 AND vendor = ANY($2)
             ORDER BY next_check_at
             LIMIT $3
             FOR UPDATE SKIP LOCKED
         )
         RETURNING id, vendor, cost_units IS NOT NULL AS \"charged!\", vendor_message_id,
                   phone_sealed AS \"phone_sealed!\", created_at",
        now,
        vendors,
        i64::from(limit),
        SHORTEST_PAUSE_S,
        LONGEST_PAUSE_S,
    )
    .fetch_all(connection)
    .await?;
    Ok(due)
}

/// Gives up on what began more than `age` ago: the outcome stays as it is, the number is forgotten.
/// Answers how many there were.
pub async fn give_up(
    connection: &mut PgConnection,
    age: TimeDelta,
    now: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query!(
        "UPDATE sms_deliveries SET next_check_at = NULL, phone_sealed = NULL
         WHERE next_check_at IS NOT NULL AND created_at <= $1",
        now - age,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// What became of a vendor's deliveries.
#[derive(Debug)]
pub struct VendorFigures {
    /// The vendor's name.
    pub vendor: String,
    /// That it took.
    pub sent: i64,
    /// That it did not, or may not have.
    pub failed: i64,
    /// Half of the attempts took at most so many milliseconds.
    pub p50_ms: Option<f64>,
}

/// What became of the deliveries since `since`, by vendor.
pub async fn vendor_figures(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> Result<Vec<VendorFigures>> {
    let figures = sqlx::query_as!(
        VendorFigures,
        r#"SELECT vendor,
                  count(*) FILTER (WHERE outcome IN ('accepted', 'delivered')) AS "sent!",
                  count(*) FILTER (WHERE outcome NOT IN ('accepted', 'delivered')) AS "failed!",
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY took_ms) AS p50_ms
           FROM sms_deliveries WHERE created_at >= $1 GROUP BY vendor"#,
        since,
    )
    .fetch_all(connection)
    .await?;
    Ok(figures)
}

/// Deliveries before one, newest first.
pub async fn descending(
    connection: &mut PgConnection,
    filter: &DeliveryFilter,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let deliveries = sqlx::query_as!(
        Delivery,
        "SELECT id, vendor, phone_masked, country, outcome, vendor_code, took_ms, created_at
         FROM sms_deliveries
         WHERE id < $1 AND ($2::text IS NULL OR vendor = $2)
           AND ($3::text IS NULL OR outcome = $3)
         ORDER BY id DESC LIMIT $4",
        filter.before,
        filter.vendor.as_deref(),
        filter.outcome.as_deref(),
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(deliveries)
}

/// The attempts to send one code since `since`, in their order.
pub async fn of_code(
    connection: &mut PgConnection,
    code_id: Uuid,
    since: DateTime<Utc>,
) -> Result<Vec<Delivery>> {
    let deliveries = sqlx::query_as!(
        Delivery,
        "SELECT id, vendor, phone_masked, country, outcome, vendor_code, took_ms, created_at
         FROM sms_deliveries WHERE code_id = $1 AND created_at >= $2 ORDER BY created_at, id",
        code_id,
        since,
    )
    .fetch_all(connection)
    .await?;
    Ok(deliveries)
}
