//! What of the libraries is kept for a while only.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::library::Pruned;

/// How many rows a statement deletes.
const ROWS: i64 = 5_000;
/// How many users lose their old deletions at once; their libraries stand still meanwhile.
const USERS: i64 = 50;

/// What is older than these goes.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Cutoffs {
    pub history: DateTime<Utc>,
    pub deletions: DateTime<Utc>,
    pub keys: DateTime<Utc>,
    pub imports: DateTime<Utc>,
}

/// Deletes some of what is too old. Answers how many rows of each; nothing is left when it is none.
/// Rows that somebody is at are left for the next time, so that nobody waits for one another.
pub async fn step(connection: &mut PgConnection, cutoffs: &Cutoffs) -> Result<Pruned> {
    Ok(Pruned {
        history: history(connection, cutoffs).await?,
        deletions: deletions(connection, cutoffs.deletions).await?,
        keys: keys(connection, cutoffs.keys).await?,
        imports: imports(connection, cutoffs.imports).await?,
    })
}

async fn history(connection: &mut PgConnection, cutoffs: &Cutoffs) -> Result<u64> {
    let plays = sqlx::query!(
        "DELETE FROM plays WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM plays WHERE played_at < $1
             ORDER BY played_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ))",
        cutoffs.history,
        ROWS,
    )
    .execute(&mut *connection)
    .await?;
    let cleared = sqlx::query!(
        "DELETE FROM plays WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM plays WHERE cleared_at < $1
             ORDER BY cleared_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ))",
        cutoffs.deletions,
        ROWS,
    )
    .execute(&mut *connection)
    .await?;
    let tracks = sqlx::query!(
        "DELETE FROM recent_tracks WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM recent_tracks WHERE last_played_at < $1
             ORDER BY last_played_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ))",
        cutoffs.history,
        ROWS,
    )
    .execute(connection)
    .await?;
    Ok(plays.rows_affected() + cleared.rows_affected() + tracks.rows_affected())
}

/// The marks of what was deleted. Up to where they were known is noted with the user, whose row is
/// held first, as every change does.
async fn deletions(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let users = sqlx::query_scalar!(
        "SELECT id FROM users WHERE id IN (
             (SELECT user_id FROM favorites WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2)
             UNION
             (SELECT user_id FROM playlists WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2)
             UNION
             (SELECT user_id FROM playlist_entries WHERE deleted_at < $1
              ORDER BY deleted_at LIMIT $2)
             UNION
             (SELECT user_id FROM substitutions WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2)
         )
         ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED",
        before,
        USERS,
    )
    .fetch_all(&mut *connection)
    .await?;
    if users.is_empty() {
        return Ok(0);
    }
    let deleted = sqlx::query_scalar!(
        r#"WITH gone_favorites AS (
               DELETE FROM favorites WHERE user_id = ANY ($1) AND deleted_at < $2
               RETURNING user_id, revision
           ), gone_entries AS (
               DELETE FROM playlist_entries WHERE user_id = ANY ($1) AND deleted_at < $2
               RETURNING user_id, revision
           ), gone_playlists AS (
               DELETE FROM playlists WHERE user_id = ANY ($1) AND deleted_at < $2
               RETURNING user_id, revision
           ), gone_substitutions AS (
               DELETE FROM substitutions WHERE user_id = ANY ($1) AND deleted_at < $2
               RETURNING user_id, revision
           ), gone AS (
               TABLE gone_favorites UNION ALL TABLE gone_entries
               UNION ALL TABLE gone_playlists UNION ALL TABLE gone_substitutions
           ), floors AS (
               UPDATE users u SET library_floor = greatest(u.library_floor, highest.revision)
               FROM (SELECT user_id, max(revision) AS revision FROM gone GROUP BY user_id) AS highest
               WHERE u.id = highest.user_id
           )
           SELECT count(*) AS "count!" FROM gone"#,
        &users,
        before,
    )
    .fetch_one(connection)
    .await?;
    Ok(deleted.unsigned_abs())
}

async fn keys(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!(
        "DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM idempotency_keys WHERE created_at < $1
             ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ))",
        before,
        ROWS,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

async fn imports(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!(
        "DELETE FROM import_jobs WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM import_jobs WHERE state <> 'running' AND updated_at < $1
             ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ))",
        before,
        ROWS,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
