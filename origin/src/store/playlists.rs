//! `playlists`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::library::{NewPlaylist, Playlist, PlaylistChange};

/// A playlist, and the revision of its latest change.
#[derive(Debug)]
pub struct PlaylistRow {
    /// As it is.
    pub playlist: Playlist,
    /// Of the library.
    pub revision: u64,
    /// Whether it is gone.
    pub deleted: bool,
}

struct Row {
    id: Uuid,
    name: String,
    description: String,
    cover_url: String,
    public: bool,
    track_count: i32,
    version: i64,
    revision: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
}

impl From<Row> for PlaylistRow {
    fn from(row: Row) -> Self {
        let playlist = Playlist {
            id: row.id,
            name: row.name,
            description: row.description,
            cover_url: row.cover_url,
            public: row.public,
            track_count: row.track_count.unsigned_abs(),
            version: row.version.unsigned_abs(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        };
        let deleted = row.deleted_at.is_some();
        Self { playlist, revision: row.revision.unsigned_abs(), deleted }
    }
}

impl From<Row> for Playlist {
    fn from(row: Row) -> Self {
        PlaylistRow::from(row).playlist
    }
}

/// A user's playlists, newest first, from behind one on.
pub async fn list(
    connection: &mut PgConnection,
    user_id: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Playlist>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, name, description, cover_url, public, track_count, version, revision,
                created_at, updated_at, deleted_at
         FROM playlists WHERE user_id = $1 AND id < $2 AND deleted_at IS NULL
         ORDER BY id DESC LIMIT $3",
        user_id,
        after.unwrap_or(Uuid::max()),
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Playlist::from).collect())
}

/// One of a user's playlists.
pub async fn get(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
) -> Result<Option<PlaylistRow>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, name, description, cover_url, public, track_count, version, revision,
                created_at, updated_at, deleted_at
         FROM playlists WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL",
        id,
        user_id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(PlaylistRow::from))
}

/// How many playlists a user has.
pub async fn count(connection: &mut PgConnection, user_id: Uuid) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM playlists WHERE user_id = $1 AND deleted_at IS NULL"#,
        user_id,
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Inserts a playlist without entries.
pub async fn insert(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    new: &NewPlaylist,
    revision: u64,
    now: DateTime<Utc>,
) -> Result<Playlist> {
    let row = sqlx::query_as!(
        Row,
        "INSERT INTO playlists
             (id, user_id, name, description, cover_url, public, revision, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
         RETURNING id, name, description, cover_url, public, track_count, version, revision,
                   created_at, updated_at, deleted_at",
        id,
        user_id,
        new.name,
        new.description,
        new.cover_url,
        new.public,
        revision.cast_signed(),
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.into())
}

/// Changes the fields that are given.
pub async fn update(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    change: &PlaylistChange,
    revision: u64,
    now: DateTime<Utc>,
) -> Result<Playlist> {
    let row = sqlx::query_as!(
        Row,
        "UPDATE playlists
         SET name = coalesce($3, name), description = coalesce($4, description),
             cover_url = coalesce($5, cover_url), public = coalesce($6, public),
             version = version + 1, revision = $7, updated_at = $8
         WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL
         RETURNING id, name, description, cover_url, public, track_count, version, revision,
                   created_at, updated_at, deleted_at",
        id,
        user_id,
        change.name,
        change.description,
        change.cover_url,
        change.public,
        revision.cast_signed(),
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.into())
}

/// Notes that entries came, went or moved.
pub async fn count_entries(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    more: i32,
    revision: u64,
    now: DateTime<Utc>,
) -> Result<Playlist> {
    let row = sqlx::query_as!(
        Row,
        "UPDATE playlists
         SET track_count = track_count + $3, version = version + 1, revision = $4, updated_at = $5
         WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL
         RETURNING id, name, description, cover_url, public, track_count, version, revision,
                   created_at, updated_at, deleted_at",
        id,
        user_id,
        more,
        revision.cast_signed(),
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.into())
}

/// Empties a playlist and leaves a mark that it was there.
pub async fn delete(
    connection: &mut PgConnection,
    user_id: Uuid,
    id: Uuid,
    revision: u64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE playlists
         SET name = '', description = '', cover_url = '', public = false, track_count = 0,
             version = version + 1, revision = $3, updated_at = $4, deleted_at = $4
         WHERE id = $1 AND user_id = $2",
        id,
        user_id,
        revision.cast_signed(),
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a playlist, or an entry of one, came, changed or went after a revision.
pub async fn changed_since(
    connection: &mut PgConnection,
    user_id: Uuid,
    revision: u64,
) -> Result<bool> {
    let changed = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM playlists WHERE user_id = $1 AND revision > $2) AS "changed!""#,
        user_id,
        revision.cast_signed(),
    )
    .fetch_one(connection)
    .await?;
    Ok(changed)
}

/// What came, changed or went after one revision and up to another, in no order.
pub async fn changes(
    connection: &mut PgConnection,
    user_id: Uuid,
    since: u64,
    until: u64,
) -> Result<Vec<PlaylistRow>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, name, description, cover_url, public, track_count, version, revision,
                created_at, updated_at, deleted_at
         FROM playlists WHERE user_id = $1 AND revision > $2 AND revision <= $3",
        user_id,
        since.cast_signed(),
        until.cast_signed(),
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(PlaylistRow::from).collect())
}
