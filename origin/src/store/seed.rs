//! Users with libraries, for development and measurements.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;

/// How many entries a playlist has.
const ENTRIES: i64 = 50;

/// How much of everything.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Size {
    pub users: u32,
    pub favorites: u32,
    pub plays: u32,
}

/// Makes users, with favourites and plays spread evenly over them, and for each tenth a playlist. The
/// number `n` has the id `md5('seed ' || n)` and a session `md5('seed session ' || n)`; those that are
/// there keep what they have.
pub async fn run(connection: &mut PgConnection, size: Size, now: DateTime<Utc>) -> Result<()> {
    let users = i64::from(size.users);
    let favorites = i64::from(size.favorites) / users;
    let plays = i64::from(size.plays) / users;
    // Nothing of it is missed that a crash takes along.
    sqlx::raw_sql("SET LOCAL synchronous_commit = off").execute(&mut *connection).await?;
    let made = insert_users(connection, users, favorites + plays + ENTRIES + 1, now).await?;
    tracing::info!(users = made, "seeded");
    insert_sessions(connection, users, now).await?;
    let made = insert_favorites(connection, users, favorites, now).await?;
    tracing::info!(favorites = made, "seeded");
    let made = insert_plays(connection, users, plays, favorites, now).await?;
    tracing::info!(plays = made, "seeded");
    insert_playlists(connection, users, favorites + plays, now).await
}

async fn insert_users(
    connection: &mut PgConnection,
    users: i64,
    revision: i64,
    now: DateTime<Utc>,
) -> Result<u64> {
    let made = sqlx::query!(
        "INSERT INTO users
             (id, phone_sealed, phone_index, phone_masked, nickname, library_revision, created_at,
              updated_at)
         SELECT md5('seed ' || n)::uuid, '', sha256(convert_to('seed ' || n, 'UTF8')), '', 'Seed ' || n,
                $2::bigint, $3, $3
         FROM generate_series(1, $1::bigint) AS n
         ON CONFLICT DO NOTHING",
        users,
        revision,
        now,
    )
    .execute(connection)
    .await?;
    Ok(made.rows_affected())
}

/// A session for each user, so that an edge may call for them; its key is none, and nothing refreshes it.
async fn insert_sessions(
    connection: &mut PgConnection,
    users: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO devices
             (user_id, id, name, platform, last_ip_masked, last_seen_at, created_at)
         SELECT md5('seed ' || n)::uuid, 'seed', 'Seed', 'cli', '', $2, $2
         FROM generate_series(1, $1::bigint) AS n
         ON CONFLICT DO NOTHING",
        users,
        now,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO sessions
             (id, user_id, device_id, refresh_key_sealed, created_at, refreshed_at, expires_at)
         SELECT md5('seed session ' || n)::uuid, md5('seed ' || n)::uuid, 'seed', '', $2, $2,
                $2::timestamptz + interval '30 days'
         FROM generate_series(1, $1::bigint) AS n
         ON CONFLICT DO NOTHING",
        users,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_favorites(
    connection: &mut PgConnection,
    users: i64,
    favorites: i64,
    now: DateTime<Utc>,
) -> Result<u64> {
    let made = sqlx::query!(
        r#"INSERT INTO favorites (user_id, kind, item_id, snapshot, created_at, revision)
           SELECT md5('seed ' || u)::uuid, (ARRAY['track', 'album', 'artist', 'playlist'])[1 + n % 4],
                  'qq:' || n, jsonb_build_object('title', 'Title ' || n, 'artists', '[]'::jsonb),
                  $3::timestamptz - n * interval '1 hour', $2::bigint + 1 - n
           FROM generate_series(1, $1::bigint) AS u, generate_series(1, $2::bigint) AS n
           ON CONFLICT DO NOTHING"#,
        users,
        favorites,
        now,
    )
    .execute(connection)
    .await?;
    Ok(made.rows_affected())
}

async fn insert_plays(
    connection: &mut PgConnection,
    users: i64,
    plays: i64,
    base: i64,
    now: DateTime<Utc>,
) -> Result<u64> {
    let made = sqlx::query!(
        "INSERT INTO plays
             (user_id, event_id, track_id, snapshot, played_at, played_ms, completed, revision)
         SELECT md5('seed ' || u)::uuid, 'seed-' || n, 'qq:' || n % 30,
                jsonb_build_object('title', 'Title ' || n % 30, 'artists', '[]'::jsonb),
                $3::timestamptz - n * interval '10 minutes', 200000, true, $4::bigint + $2 + 1 - n
         FROM generate_series(1, $1::bigint) AS u, generate_series(1, $2::bigint) AS n
         ON CONFLICT DO NOTHING",
        users,
        plays,
        now,
        base,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO recent_tracks
             (user_id, track_id, snapshot, last_played_at, progress_ms, completed, play_count)
         SELECT md5('seed ' || u)::uuid, 'qq:' || n % 30,
                jsonb_build_object('title', 'Title ' || n % 30, 'artists', '[]'::jsonb),
                $3::timestamptz - n * interval '10 minutes', 200000, true, ($2 + 30 - n) / 30
         FROM generate_series(1, $1::bigint) AS u, generate_series(1, least($2::bigint, 30)) AS n
         ON CONFLICT DO NOTHING",
        users,
        plays,
        now,
    )
    .execute(&mut *connection)
    .await?;
    Ok(made.rows_affected())
}

async fn insert_playlists(
    connection: &mut PgConnection,
    users: i64,
    base: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO playlists
             (id, user_id, name, description, cover_url, public, track_count, revision, created_at,
              updated_at)
         SELECT md5('seed playlist ' || u)::uuid, md5('seed ' || u)::uuid, 'Playlist', '', '', false,
                $4::bigint, $2::bigint + $4 + 1, $3, $3
         FROM generate_series(10, $1::bigint, 10) AS u
         ON CONFLICT DO NOTHING",
        users,
        base,
        now,
        ENTRIES,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO playlist_entries
             (id, playlist_id, user_id, rank, track_id, snapshot, added_at, revision)
         SELECT md5('seed entry ' || u || ' ' || n)::uuid, md5('seed playlist ' || u)::uuid,
                md5('seed ' || u)::uuid, 'V' || lpad(n::text, 5, '0'), 'qq:' || n,
                jsonb_build_object('title', 'Title ' || n, 'artists', '[]'::jsonb), $3,
                $2::bigint + n
         FROM generate_series(10, $1::bigint, 10) AS u, generate_series(1, $4::bigint) AS n
         ON CONFLICT DO NOTHING",
        users,
        base,
        now,
        ENTRIES,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Has the planner know what there is, cleans up after the writing and has all of it on disk, as the
/// database would do itself some time later.
pub async fn settle(connection: &mut PgConnection) -> Result<()> {
    sqlx::raw_sql("VACUUM (ANALYZE)").execute(&mut *connection).await?;
    let may_checkpoint: bool = sqlx::query_scalar("SELECT pg_has_role('pg_checkpoint', 'USAGE')")
        .fetch_one(&mut *connection)
        .await?;
    if may_checkpoint {
        sqlx::raw_sql("CHECKPOINT").execute(connection).await?;
    }
    Ok(())
}
