//! `playbacks`

use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Error, Result};
use crate::library::{ItemId, Playback, PlaybackState, Snapshot};

/// What plays, or played last, of a user, and the revision of the library that told it.
pub async fn get(connection: &mut PgConnection, user_id: Uuid) -> Result<Option<(u64, Playback)>> {
    let row = sqlx::query!(
        r#"SELECT track_id AS "track_id: ItemId", snapshot AS "snapshot: Json<Snapshot>",
                  position_ms, state, queue AS "queue: Vec<ItemId>", device_id, updated_at, revision
           FROM playbacks WHERE user_id = $1"#,
        user_id,
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state = PlaybackState::parse(&row.state)
        .ok_or(Error::Corrupt { table: "playbacks", reason: "an unknown state" })?;
    let playback = Playback {
        track_id: row.track_id,
        snapshot: row.snapshot.0,
        position_ms: row.position_ms.unsigned_abs(),
        state,
        queue: row.queue,
        device_id: row.device_id,
        updated_at: row.updated_at,
    };
    Ok(Some((row.revision.unsigned_abs(), playback)))
}

/// Writes what plays.
pub async fn put(
    connection: &mut PgConnection,
    user_id: Uuid,
    playback: &Playback,
    revision: u64,
) -> Result<()> {
    let queue: Vec<_> = playback.queue.iter().map(ItemId::as_str).collect();
    sqlx::query!(
        "INSERT INTO playbacks
             (user_id, track_id, snapshot, position_ms, state, queue, device_id, updated_at, revision)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (user_id) DO UPDATE
         SET track_id = excluded.track_id, snapshot = excluded.snapshot,
             position_ms = excluded.position_ms, state = excluded.state, queue = excluded.queue,
             device_id = excluded.device_id, updated_at = excluded.updated_at,
             revision = excluded.revision",
        user_id,
        playback.track_id.as_str(),
        Json(&playback.snapshot) as Json<&Snapshot>,
        playback.position_ms.cast_signed(),
        playback.state.as_str(),
        &queue as &[&str],
        playback.device_id,
        playback.updated_at,
        revision.cast_signed(),
    )
    .execute(connection)
    .await?;
    Ok(())
}
