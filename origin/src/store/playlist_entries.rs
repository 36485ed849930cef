//! `playlist_entries`

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::Result;
use crate::library::{Entry, ItemId, Rank, Snapshot};

/// An entry, and the revision of its latest change.
#[derive(Debug)]
pub struct EntryRow {
    /// As it is.
    pub entry: Entry,
    /// Of the library.
    pub revision: u64,
}

/// Where an entry stands, or stood.
#[derive(Debug)]
pub struct Place {
    /// Among the others.
    pub rank: Rank,
    /// Whether it is gone.
    pub deleted: bool,
}

/// An entry that came, moved or went.
#[derive(Debug)]
pub struct ChangedEntry {
    /// Whose it is.
    pub playlist_id: Uuid,
    /// Which.
    pub id: Uuid,
    /// As it is; `None` when it is gone.
    pub entry: Option<Entry>,
    /// The nearest entry before it that is older than this change.
    pub after: Option<Uuid>,
    /// Of the library.
    pub revision: u64,
}

/// A playlist's entries in its order, from behind one on.
pub async fn list(
    connection: &mut PgConnection,
    playlist_id: Uuid,
    after: Option<(Rank, Uuid)>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let (rank, id) = after.unzip();
    let rows = sqlx::query!(
        r#"SELECT id, rank AS "rank: Rank", track_id AS "track_id: ItemId",
                  snapshot AS "snapshot!: Json<Snapshot>", added_at
           FROM playlist_entries
           WHERE playlist_id = $1 AND (rank, id) > ($2, $3) AND deleted_at IS NULL
           ORDER BY rank, id LIMIT $4"#,
        playlist_id,
        rank.as_ref().map_or("", Rank::as_str),
        id.unwrap_or(Uuid::nil()),
        limit,
    )
    .fetch_all(connection)
    .await?;
    let entries = rows.into_iter().map(|row| Entry {
        id: row.id,
        rank: row.rank,
        track_id: row.track_id,
        snapshot: row.snapshot.0,
        added_at: row.added_at,
    });
    Ok(entries.collect())
}

/// Where an entry of a playlist stands, or stood.
pub async fn place(
    connection: &mut PgConnection,
    playlist_id: Uuid,
    id: Uuid,
) -> Result<Option<Place>> {
    let place = sqlx::query_as!(
        Place,
        r#"SELECT rank AS "rank: Rank", deleted_at IS NOT NULL AS "deleted!"
           FROM playlist_entries WHERE id = $1 AND playlist_id = $2"#,
        id,
        playlist_id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(place)
}

/// The rank of the last entry, gone ones included and one left out.
pub async fn last_rank(
    connection: &mut PgConnection,
    playlist_id: Uuid,
    without: Option<Uuid>,
) -> Result<Option<Rank>> {
    let rank = sqlx::query_scalar!(
        r#"SELECT rank AS "rank: Rank" FROM playlist_entries
           WHERE playlist_id = $1 AND id <> $2
           ORDER BY rank DESC, id DESC LIMIT 1"#,
        playlist_id,
        without.unwrap_or(Uuid::nil()),
    )
    .fetch_optional(connection)
    .await?;
    Ok(rank)
}

/// The rank of the entry behind this one, gone ones included and one left out; of the first one when
/// there is none before.
pub async fn next_rank(
    connection: &mut PgConnection,
    playlist_id: Uuid,
    after: Option<&Rank>,
    without: Option<Uuid>,
) -> Result<Option<Rank>> {
    let rank = sqlx::query_scalar!(
        r#"SELECT rank AS "rank: Rank" FROM playlist_entries
           WHERE playlist_id = $1 AND rank > $2 AND id <> $3
           ORDER BY rank, id LIMIT 1"#,
        playlist_id,
        after.map_or("", Rank::as_str),
        without.unwrap_or(Uuid::nil()),
    )
    .fetch_optional(connection)
    .await?;
    Ok(rank)
}

/// Inserts entries.
pub async fn insert(
    connection: &mut PgConnection,
    user_id: Uuid,
    playlist_id: Uuid,
    rows: &[EntryRow],
) -> Result<()> {
    let ids: Vec<_> = rows.iter().map(|row| row.entry.id).collect();
    let ranks: Vec<_> = rows.iter().map(|row| row.entry.rank.as_str()).collect();
    let tracks: Vec<_> = rows.iter().map(|row| row.entry.track_id.as_str()).collect();
    let snapshots: Vec<_> = rows.iter().map(|row| Json(&row.entry.snapshot)).collect();
    let added: Vec<_> = rows.iter().map(|row| row.entry.added_at).collect();
    let revisions: Vec<_> = rows.iter().map(|row| row.revision.cast_signed()).collect();
    sqlx::query!(
        "INSERT INTO playlist_entries
             (id, playlist_id, user_id, rank, track_id, snapshot, added_at, revision)
         SELECT e.id, $1, $2, e.rank, e.track_id, e.snapshot, e.added_at, e.revision
         FROM unnest($3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[],
                     $8::bigint[])
              AS e (id, rank, track_id, snapshot, added_at, revision)",
        playlist_id,
        user_id,
        &ids,
        &ranks as &[&str],
        &tracks as &[&str],
        &snapshots as &[Json<&Snapshot>],
        &added,
        &revisions,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts an entry elsewhere.
pub async fn set_place(
    connection: &mut PgConnection,
    id: Uuid,
    rank: &Rank,
    revision: u64,
) -> Result<()> {
    sqlx::query!(
        "UPDATE playlist_entries SET rank = $2, revision = $3 WHERE id = $1",
        id,
        rank.as_str(),
        revision.cast_signed(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Empties an entry and leaves a mark that it was there.
pub async fn delete(
    connection: &mut PgConnection,
    id: Uuid,
    revision: u64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE playlist_entries
         SET snapshot = NULL, track_id = '', revision = $2, deleted_at = $3
         WHERE id = $1",
        id,
        revision.cast_signed(),
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes the entries of a playlist that is deleted itself.
pub async fn delete_all(connection: &mut PgConnection, playlist_id: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM playlist_entries WHERE playlist_id = $1", playlist_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// All entries of a playlist in its order, gone ones included.
pub async fn ids(connection: &mut PgConnection, playlist_id: Uuid) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM playlist_entries WHERE playlist_id = $1 ORDER BY rank, id",
        playlist_id,
    )
    .fetch_all(connection)
    .await?;
    Ok(ids)
}

/// Gives a playlist's entries other ranks in the order they are in, which changes nothing that is seen.
pub async fn set_ranks(
    connection: &mut PgConnection,
    playlist_id: Uuid,
    ids: &[Uuid],
    ranks: &[Rank],
) -> Result<()> {
    let ranks: Vec<_> = ranks.iter().map(Rank::as_str).collect();
    sqlx::query!(
        "UPDATE playlist_entries e SET rank = fresh.rank
         FROM unnest($2::uuid[], $3::text[]) AS fresh (id, rank)
         WHERE e.id = fresh.id AND e.playlist_id = $1",
        playlist_id,
        ids,
        &ranks as &[&str],
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What came, moved or went after one revision and up to another, in no order.
pub async fn changes(
    connection: &mut PgConnection,
    user_id: Uuid,
    since: u64,
    until: u64,
) -> Result<Vec<ChangedEntry>> {
    let rows = sqlx::query!(
        r#"SELECT id, playlist_id, rank AS "rank: Rank", track_id AS "track_id: ItemId",
                  snapshot AS "snapshot: Json<Snapshot>", added_at, revision
           FROM playlist_entries
           WHERE user_id = $1 AND revision > $2 AND revision <= $3"#,
        user_id,
        since.cast_signed(),
        until.cast_signed(),
    )
    .fetch_all(&mut *connection)
    .await?;
    let there = rows.iter().filter(|row| row.snapshot.is_some());
    let (ids, mut lists): (Vec<_>, Vec<_>) = there.map(|row| (row.id, row.playlist_id)).unzip();
    let earlier = if ids.len() <= FEW {
        earlier_of(connection, &ids).await?
    } else {
        lists.sort_unstable();
        lists.dedup();
        earlier_within(connection, &lists, until).await?
    };
    let changes = rows.into_iter().map(|row| {
        let (id, rank, track_id, added_at) = (row.id, row.rank, row.track_id, row.added_at);
        let entry =
            row.snapshot.map(|Json(snapshot)| Entry { id, rank, track_id, snapshot, added_at });
        let after = entry.as_ref().and_then(|_| earlier.get(&id).copied());
        let (playlist_id, revision) = (row.playlist_id, row.revision.unsigned_abs());
        ChangedEntry { playlist_id, id, entry, after, revision }
    });
    Ok(changes.collect())
}

/// Looking back from one entry passes over all before it that changed later: a list that was filled
/// from its end is gone through once for each. For more entries than this it is read as a whole.
const FEW: usize = 16;

/// For each of these the nearest entry before it that is older than its change.
async fn earlier_of(connection: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let rows = sqlx::query!(
        r#"SELECT e.id, earlier.id AS after
           FROM playlist_entries e
           CROSS JOIN LATERAL (
               SELECT p.id FROM playlist_entries p
               WHERE p.playlist_id = e.playlist_id AND (p.rank, p.id) < (e.rank, e.id)
                 AND p.revision < e.revision AND p.deleted_at IS NULL
               ORDER BY p.rank DESC, p.id DESC LIMIT 1
           ) AS earlier
           WHERE e.id = ANY($1)"#,
        ids,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.after)).collect())
}

/// The same for all entries of these playlists that changed no later than `until`.
async fn earlier_within(
    connection: &mut PgConnection,
    playlists: &[Uuid],
    until: u64,
) -> Result<HashMap<Uuid, Uuid>> {
    let rows = sqlx::query!(
        "SELECT playlist_id, id, revision FROM playlist_entries
         WHERE playlist_id = ANY($1) AND revision <= $2 AND deleted_at IS NULL
         ORDER BY playlist_id, rank, id",
        playlists,
        until.cast_signed(),
    )
    .fetch_all(connection)
    .await?;
    let lists = rows.chunk_by(|one, next| one.playlist_id == next.playlist_id);
    let lists = lists.map(|list| list.iter().map(|row| (row.id, row.revision)));
    Ok(lists.flat_map(nearest_older).collect())
}

/// For each of a list, by what and when it was changed, the nearest before it that is older; not for
/// those that have none.
fn nearest_older<T: Copy>(list: impl Iterator<Item = (T, i64)>) -> Vec<(T, T)> {
    // What may still be the nearest of one to come: a newer one before an older one is not.
    let mut standing: Vec<(T, i64)> = Vec::new();
    let mut nearest = Vec::new();
    for (id, revision) in list {
        while standing.pop_if(|(_, earlier)| *earlier >= revision).is_some() {}
        nearest.extend(standing.last().map(|(before, _)| (id, *before)));
        standing.push((id, revision));
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::nearest_older;

    #[test]
    fn the_nearest_older_one_is_found_whatever_the_order() {
        let nearest = |revisions: &[i64]| nearest_older(revisions.iter().copied().enumerate());
        assert_eq!(nearest(&[1, 2, 3]), [(1, 0), (2, 1)]);
        assert_eq!(nearest(&[3, 2, 1]), []);
        assert_eq!(nearest(&[2, 5, 4, 1, 3]), [(1, 0), (2, 0), (4, 3)]);
        assert_eq!(nearest(&[]), []);
    }
}
