//! `plays`, `recent_tracks`

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::Result;
use crate::library::{EventId, Instant, ItemId, Play, RecentTrack, Snapshot};

struct Row {
    event_id: EventId,
    track_id: ItemId,
    snapshot: Json<Snapshot>,
    played_at: DateTime<Utc>,
    played_ms: i64,
    completed: bool,
}

impl From<Row> for Play {
    fn from(row: Row) -> Self {
        let Row { event_id, track_id, snapshot: Json(snapshot), played_at, completed, .. } = row;
        let played_ms = row.played_ms.unsigned_abs();
        Self { event_id, track_id, snapshot, played_at, played_ms, completed }
    }
}

/// What a user played, latest first, from behind one on.
pub async fn list(
    connection: &mut PgConnection,
    user_id: Uuid,
    after: Option<(Instant, EventId)>,
    limit: i64,
) -> Result<Vec<Play>> {
    let (at, id) = after.unzip();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT event_id AS "event_id: EventId", track_id AS "track_id: ItemId",
                  snapshot AS "snapshot!: Json<Snapshot>", played_at, played_ms, completed
           FROM plays
           WHERE user_id = $1 AND cleared_at IS NULL
             AND (played_at, event_id) < (coalesce($2, 'infinity'::timestamptz), $3)
           ORDER BY played_at DESC, event_id DESC LIMIT $4"#,
        user_id,
        at.map(|Instant(at)| at),
        id.as_ref().map_or("", EventId::as_str),
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Play::from).collect())
}

/// The tracks a user played, last played first, from behind one on.
pub async fn list_recent(
    connection: &mut PgConnection,
    user_id: Uuid,
    after: Option<(Instant, ItemId)>,
    limit: i64,
) -> Result<Vec<RecentTrack>> {
    let (at, id) = after.unzip();
    let rows = sqlx::query!(
        r#"SELECT track_id AS "track_id: ItemId", snapshot AS "snapshot: Json<Snapshot>",
                  last_played_at, progress_ms, completed, play_count
           FROM recent_tracks
           WHERE user_id = $1
             AND (last_played_at, track_id) < (coalesce($2, 'infinity'::timestamptz), $3)
           ORDER BY last_played_at DESC, track_id DESC LIMIT $4"#,
        user_id,
        at.map(|Instant(at)| at),
        id.as_ref().map_or("", ItemId::as_str),
        limit,
    )
    .fetch_all(connection)
    .await?;
    let tracks = rows.into_iter().map(|row| RecentTrack {
        track_id: row.track_id,
        snapshot: row.snapshot.0,
        last_played_at: row.last_played_at,
        progress_ms: row.progress_ms.unsigned_abs(),
        completed: row.completed,
        play_count: row.play_count.unsigned_abs(),
    });
    Ok(tracks.collect())
}

/// Inserts plays that are not there; their revisions are counted on from `base` by their place.
/// Answers the places of those that were taken, from 0.
pub async fn insert(
    connection: &mut PgConnection,
    user_id: Uuid,
    plays: &[Play],
    base: u64,
) -> Result<Vec<usize>> {
    let events: Vec<_> = plays.iter().map(|play| play.event_id.as_str()).collect();
    let tracks: Vec<_> = plays.iter().map(|play| play.track_id.as_str()).collect();
    let snapshots: Vec<_> = plays.iter().map(|play| Json(&play.snapshot)).collect();
    let played_at: Vec<_> = plays.iter().map(|play| play.played_at).collect();
    let played_ms: Vec<_> = plays.iter().map(|play| play.played_ms.cast_signed()).collect();
    let completed: Vec<_> = plays.iter().map(|play| play.completed).collect();
    let revisions = sqlx::query_scalar!(
        "INSERT INTO plays
             (user_id, event_id, track_id, snapshot, played_at, played_ms, completed, revision)
         SELECT $1, p.event_id, p.track_id, p.snapshot, p.played_at, p.played_ms, p.completed,
                $8 + p.place
         FROM unnest($2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::bigint[],
                     $7::boolean[])
              WITH ORDINALITY
              AS p (event_id, track_id, snapshot, played_at, played_ms, completed, place)
         ORDER BY p.place
         ON CONFLICT (user_id, event_id) DO NOTHING
         RETURNING revision",
        user_id,
        &events as &[&str],
        &tracks as &[&str],
        &snapshots as &[Json<&Snapshot>],
        &played_at,
        &played_ms,
        &completed,
        base.cast_signed(),
    )
    .fetch_all(connection)
    .await?;
    let place = |revision: i64| usize::try_from(revision.unsigned_abs() - base - 1).ok();
    Ok(revisions.into_iter().filter_map(place).collect())
}

/// Counts plays with their tracks, each of which shows the latest.
pub async fn note_recent(
    connection: &mut PgConnection,
    user_id: Uuid,
    plays: &[Play],
    places: &[usize],
) -> Result<()> {
    let plays: Vec<_> = places.iter().filter_map(|place| plays.get(*place)).collect();
    let tracks: Vec<_> = plays.iter().map(|play| play.track_id.as_str()).collect();
    let snapshots: Vec<_> = plays.iter().map(|play| Json(&play.snapshot)).collect();
    let played_at: Vec<_> = plays.iter().map(|play| play.played_at).collect();
    let played_ms: Vec<_> = plays.iter().map(|play| play.played_ms.cast_signed()).collect();
    let completed: Vec<_> = plays.iter().map(|play| play.completed).collect();
    sqlx::query!(
        "INSERT INTO recent_tracks AS r
             (user_id, track_id, snapshot, last_played_at, progress_ms, completed, play_count)
         SELECT DISTINCT ON (p.track_id)
                $1, p.track_id, p.snapshot, p.played_at, p.played_ms, p.completed,
                count(*) OVER (PARTITION BY p.track_id)::integer
         FROM unnest($2::text[], $3::jsonb[], $4::timestamptz[], $5::bigint[], $6::boolean[])
              AS p (track_id, snapshot, played_at, played_ms, completed)
         ORDER BY p.track_id, p.played_at DESC
         ON CONFLICT (user_id, track_id) DO UPDATE
         SET play_count = r.play_count + excluded.play_count,
             last_played_at = greatest(r.last_played_at, excluded.last_played_at),
             snapshot = CASE WHEN excluded.last_played_at >= r.last_played_at
                             THEN excluded.snapshot ELSE r.snapshot END,
             progress_ms = CASE WHEN excluded.last_played_at >= r.last_played_at
                                THEN excluded.progress_ms ELSE r.progress_ms END,
             completed = CASE WHEN excluded.last_played_at >= r.last_played_at
                              THEN excluded.completed ELSE r.completed END",
        user_id,
        &tracks as &[&str],
        &snapshots as &[Json<&Snapshot>],
        &played_at,
        &played_ms,
        &completed,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Empties a user's history; `false` when it is empty.
pub async fn clear(
    connection: &mut PgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE plays SET cleared_at = $2, snapshot = NULL, track_id = ''
         WHERE user_id = $1 AND cleared_at IS NULL",
        user_id,
        now,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM recent_tracks WHERE user_id = $1", user_id)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether anything was played after a revision.
pub async fn changed_since(
    connection: &mut PgConnection,
    user_id: Uuid,
    revision: u64,
) -> Result<bool> {
    let changed = sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT FROM plays WHERE user_id = $1 AND revision > $2 AND cleared_at IS NULL
           ) AS "changed!""#,
        user_id,
        revision.cast_signed(),
    )
    .fetch_one(connection)
    .await?;
    Ok(changed)
}

/// What was played after one revision and up to another, in no order, each with its own.
pub async fn changes(
    connection: &mut PgConnection,
    user_id: Uuid,
    since: u64,
    until: u64,
) -> Result<Vec<(u64, Play)>> {
    let rows = sqlx::query!(
        r#"SELECT event_id AS "event_id: EventId", track_id AS "track_id: ItemId",
                  snapshot AS "snapshot!: Json<Snapshot>", played_at, played_ms, completed, revision
           FROM plays
           WHERE user_id = $1 AND revision > $2 AND revision <= $3 AND cleared_at IS NULL"#,
        user_id,
        since.cast_signed(),
        until.cast_signed(),
    )
    .fetch_all(connection)
    .await?;
    let plays = rows.into_iter().map(|row| {
        let play = Play {
            event_id: row.event_id,
            track_id: row.track_id,
            snapshot: row.snapshot.0,
            played_at: row.played_at,
            played_ms: row.played_ms.unsigned_abs(),
            completed: row.completed,
        };
        (row.revision.unsigned_abs(), play)
    });
    Ok(plays.collect())
}
