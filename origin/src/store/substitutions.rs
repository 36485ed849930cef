//! `substitutions`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::library::{Instant, ItemId, Substitution};

/// A substitution that was chosen or taken back, and when, as a revision of the library.
#[derive(Debug)]
pub struct SubstitutionRow {
    /// As it is, or was.
    pub substitution: Substitution,
    /// Of the library.
    pub revision: u64,
    /// Whether it was taken back.
    pub deleted: bool,
}

/// A user's substitutions, latest choice first, from behind one on.
pub async fn list(
    connection: &mut PgConnection,
    user_id: Uuid,
    after: Option<(Instant, ItemId)>,
    limit: i64,
) -> Result<Vec<Substitution>> {
    let (at, id) = after.unzip();
    let substitutions = sqlx::query_as!(
        Substitution,
        r#"SELECT track_id AS "track_id: ItemId", use_track_id AS "use_track_id: ItemId",
                  updated_at
           FROM substitutions
           WHERE user_id = $1 AND deleted_at IS NULL
             AND (updated_at, track_id) < (coalesce($2, 'infinity'::timestamptz), $3)
           ORDER BY updated_at DESC, track_id DESC LIMIT $4"#,
        user_id,
        at.map(|Instant(at)| at),
        id.as_ref().map_or("", ItemId::as_str),
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(substitutions)
}

/// What a user chose in place of a track.
pub async fn get(
    connection: &mut PgConnection,
    user_id: Uuid,
    track_id: &ItemId,
) -> Result<Option<Substitution>> {
    let substitution = sqlx::query_as!(
        Substitution,
        r#"SELECT track_id AS "track_id: ItemId", use_track_id AS "use_track_id: ItemId",
                  updated_at
           FROM substitutions
           WHERE user_id = $1 AND track_id = $2 AND deleted_at IS NULL"#,
        user_id,
        track_id.as_str(),
    )
    .fetch_optional(connection)
    .await?;
    Ok(substitution)
}

/// Writes a choice.
pub async fn put(
    connection: &mut PgConnection,
    user_id: Uuid,
    substitution: &Substitution,
    revision: u64,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO substitutions (user_id, track_id, use_track_id, updated_at, revision)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id, track_id) DO UPDATE
         SET use_track_id = excluded.use_track_id, updated_at = excluded.updated_at,
             revision = excluded.revision, deleted_at = NULL",
        user_id,
        substitution.track_id.as_str(),
        substitution.use_track_id.as_str(),
        substitution.updated_at,
        revision.cast_signed(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Leaves a mark that there was a choice.
pub async fn delete(
    connection: &mut PgConnection,
    user_id: Uuid,
    track_id: &ItemId,
    revision: u64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE substitutions SET use_track_id = '', revision = $3, deleted_at = $4
         WHERE user_id = $1 AND track_id = $2",
        user_id,
        track_id.as_str(),
        revision.cast_signed(),
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether anything was chosen or taken back after a revision.
pub async fn changed_since(
    connection: &mut PgConnection,
    user_id: Uuid,
    revision: u64,
) -> Result<bool> {
    let changed = sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT FROM substitutions WHERE user_id = $1 AND revision > $2
           ) AS "changed!""#,
        user_id,
        revision.cast_signed(),
    )
    .fetch_one(connection)
    .await?;
    Ok(changed)
}

/// What was chosen or taken back after one revision and up to another, in no order.
pub async fn changes(
    connection: &mut PgConnection,
    user_id: Uuid,
    since: u64,
    until: u64,
) -> Result<Vec<SubstitutionRow>> {
    let rows = sqlx::query!(
        r#"SELECT track_id AS "track_id: ItemId", use_track_id AS "use_track_id: ItemId",
                  updated_at, revision, deleted_at IS NOT NULL AS "deleted!"
           FROM substitutions WHERE user_id = $1 AND revision > $2 AND revision <= $3"#,
        user_id,
        since.cast_signed(),
        until.cast_signed(),
    )
    .fetch_all(connection)
    .await?;
    let changes = rows.into_iter().map(|row| {
        let (track_id, use_track_id, updated_at) = (row.track_id, row.use_track_id, row.updated_at);
        SubstitutionRow {
            substitution: Substitution { track_id, use_track_id, updated_at },
            revision: row.revision.unsigned_abs(),
            deleted: row.deleted,
        }
    });
    Ok(changes.collect())
}
