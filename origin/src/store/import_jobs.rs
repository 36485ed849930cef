//! `import_jobs`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Result};
use crate::library::{ImportJob, ImportState, WaitingImport};

struct Row {
    id: Uuid,
    playlist_id: Uuid,
    state: String,
    total: i32,
    done: i32,
    matched: i32,
    unmatched: Vec<String>,
    failure: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for ImportJob {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let state = ImportState::parse(&row.state)
            .ok_or(Error::Corrupt { table: "import_jobs", reason: "an unknown state" })?;
        Ok(Self {
            id: row.id,
            playlist_id: row.playlist_id,
            state,
            total: row.total.unsigned_abs(),
            done: row.done.unsigned_abs(),
            matched: row.matched.unsigned_abs(),
            unmatched: row.unmatched,
            failure: row.failure,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Inserts a job that nothing was done of.
pub async fn insert(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    playlist_id: Uuid,
    lines: &[String],
    now: DateTime<Utc>,
) -> Result<ImportJob> {
    let row = sqlx::query_as!(
        Row,
        "INSERT INTO import_jobs
             (id, user_id, playlist_id, state, lines, total, created_at, updated_at)
         VALUES ($1, $2, $3, 'running', $4, cardinality($4::text[]), $5, $5)
         RETURNING id, playlist_id, state, total, done, matched, unmatched, failure, created_at,
                   updated_at",
        id,
        user_id,
        playlist_id,
        lines,
        now,
    )
    .fetch_one(connection)
    .await?;
    row.try_into()
}

/// One of a user's jobs.
pub async fn get(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
) -> Result<Option<ImportJob>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, playlist_id, state, total, done, matched, unmatched, failure, created_at,
                updated_at
         FROM import_jobs WHERE id = $1 AND user_id = $2",
        id,
        user_id,
    )
    .fetch_optional(connection)
    .await?;
    row.map(ImportJob::try_from).transpose()
}

/// A user's jobs, oldest first.
pub async fn list_all(connection: &mut PgConnection, user_id: Uuid) -> Result<Vec<ImportJob>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, playlist_id, state, total, done, matched, unmatched, failure, created_at,
                updated_at
         FROM import_jobs WHERE user_id = $1 ORDER BY id",
        user_id,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ImportJob::try_from).collect()
}

/// Up to `limit` lines of a job from behind the first `done`.
pub async fn lines(
    connection: &mut PgConnection,
    id: Uuid,
    done: u32,
    limit: u32,
) -> Result<Vec<String>> {
    let lines = sqlx::query_scalar!(
        r#"SELECT lines[$2::integer + 1 : $2::integer + $3::integer] AS "lines!"
           FROM import_jobs WHERE id = $1"#,
        id,
        done.cast_signed(),
        limit.cast_signed(),
    )
    .fetch_one(connection)
    .await?;
    Ok(lines)
}

/// Writes how far a job has come. One that is over needs its lines no more.
pub async fn update(connection: &mut PgConnection, job: &ImportJob) -> Result<()> {
    sqlx::query!(
        "UPDATE import_jobs
         SET state = $2, done = $3, matched = $4, unmatched = $5, failure = $6, updated_at = $7,
             lines = CASE WHEN $2 = 'running' THEN lines ELSE '{}' END
         WHERE id = $1",
        job.id,
        job.state.as_str(),
        job.done.cast_signed(),
        job.matched.cast_signed(),
        &job.unmatched,
        job.failure,
        job.updated_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes up to `limit` running jobs that neither moved nor were taken since an instant, those first
/// that were taken the longest time ago, each with the session of its user that was used last.
pub async fn take_waiting(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<WaitingImport>> {
    let rows = sqlx::query!(
        "WITH waiting AS (
             SELECT j.id, u.token_version, s.id AS session_id, s.device_id
             FROM import_jobs j
             JOIN users u ON u.id = j.user_id AND u.banned_at IS NULL AND u.deletes_at IS NULL
             CROSS JOIN LATERAL (
                 SELECT id, device_id FROM sessions
                 WHERE user_id = j.user_id AND ended_at IS NULL AND expires_at > $2
                 ORDER BY refreshed_at DESC LIMIT 1
             ) s
             WHERE j.state = 'running' AND j.updated_at < $1
               AND (j.offered_at IS NULL OR j.offered_at < $1)
             ORDER BY j.offered_at NULLS FIRST
             LIMIT $3
             FOR UPDATE OF j SKIP LOCKED
         )
         UPDATE import_jobs j SET offered_at = $2 FROM waiting w WHERE j.id = w.id
         RETURNING j.id, j.user_id, w.token_version, w.session_id, w.device_id",
        since,
        now,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let imports = rows.into_iter().map(|row| WaitingImport {
        id: row.id,
        user_id: row.user_id,
        device_id: row.device_id,
        session_id: row.session_id,
        token_version: row.token_version.cast_unsigned(),
    });
    Ok(imports.collect())
}

/// Gives up the jobs that nobody went on with since an instant. Answers how many.
pub async fn abandon(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query!(
        "UPDATE import_jobs
         SET state = 'failed', failure = 'abandoned', updated_at = $2, lines = '{}'
         WHERE state = 'running' AND updated_at < $1",
        since,
        now,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
