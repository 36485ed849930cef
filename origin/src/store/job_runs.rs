//! `job_runs`

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;

/// The last run of a job.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in the table")]
pub struct JobRun {
    pub name: String,
    pub started_at: DateTime<Utc>,
    pub duration_ms: i64,
    /// `done` or `failed`.
    pub outcome: String,
    pub error: Option<String>,
    pub runs: i64,
    pub failures: i64,
}

/// Keeps a job from everybody else until the transaction ends; `false` when somebody is at it.
pub async fn try_lock(connection: &mut PgConnection, name: &str) -> Result<bool> {
    let locked = sqlx::query_scalar!(
        r#"SELECT pg_try_advisory_xact_lock(hashtextextended('job ' || $1, 0)) AS "locked!""#,
        name,
    )
    .fetch_one(connection)
    .await?;
    Ok(locked)
}

/// When a job was last begun, by whichever origin.
pub async fn last_start(
    connection: &mut PgConnection,
    name: &str,
) -> Result<Option<DateTime<Utc>>> {
    let started_at = sqlx::query_scalar!("SELECT started_at FROM job_runs WHERE name = $1", name)
        .fetch_optional(connection)
        .await?;
    Ok(started_at)
}

/// Writes down how a run ended; `error` is why it failed, if it did.
pub async fn record(
    connection: &mut PgConnection,
    name: &str,
    started_at: DateTime<Utc>,
    took: Duration,
    error: Option<&str>,
) -> Result<()> {
    let duration_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
    sqlx::query!(
        "INSERT INTO job_runs AS j (name, started_at, duration_ms, outcome, error, failures)
         VALUES ($1, $2, $3, CASE WHEN $4::text IS NULL THEN 'done' ELSE 'failed' END, $4,
                 ($4::text IS NOT NULL)::integer)
         ON CONFLICT (name) DO UPDATE
         SET started_at = excluded.started_at, duration_ms = excluded.duration_ms,
             outcome = excluded.outcome, error = excluded.error, runs = j.runs + 1,
             failures = j.failures + excluded.failures",
        name,
        started_at,
        duration_ms,
        error,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The last run of every job, by name.
pub async fn list(connection: &mut PgConnection) -> Result<Vec<JobRun>> {
    let runs = sqlx::query_as!(
        JobRun,
        "SELECT name, started_at, duration_ms, outcome, error, runs, failures
         FROM job_runs ORDER BY name",
    )
    .fetch_all(connection)
    .await?;
    Ok(runs)
}
