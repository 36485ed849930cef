//! `favorites`

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Error, Result};
use crate::library::{Favorite, FavoriteKey, Instant, ItemId, ItemKind, Snapshot};

/// A favourite as it is to be from a revision on, or was from then until it was removed.
#[derive(Debug, Clone)]
pub struct FavoriteRow {
    /// What it is.
    pub kind: ItemKind,
    /// Which.
    pub id: ItemId,
    /// `None` once it is no favourite any more.
    pub snapshot: Option<Snapshot>,
    /// When it became one.
    pub created_at: DateTime<Utc>,
    /// Of the library.
    pub revision: u64,
}

struct Row {
    kind: String,
    item_id: ItemId,
    snapshot: Json<Snapshot>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Favorite {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let Row { item_id: id, snapshot: Json(snapshot), created_at, .. } = row;
        Ok(Self { kind: kind(&row.kind)?, id, snapshot, created_at })
    }
}

fn kind(text: &str) -> Result<ItemKind> {
    ItemKind::parse(text).ok_or(Error::Corrupt { table: "favorites", reason: "an unknown kind" })
}

/// A user's favourites, of one kind or of all, newest first, from behind one on.
pub async fn list(
    connection: &mut PgConnection,
    user_id: Uuid,
    kind: Option<ItemKind>,
    after: Option<FavoriteKey>,
    limit: i64,
) -> Result<Vec<Favorite>> {
    let (at, after_kind, after_id) = match after {
        Some((Instant(at), kind, id)) => (Some(at), kind.as_str(), String::from(id)),
        None => (None, "", String::new()),
    };
    let rows = match kind {
        Some(kind) => {
            sqlx::query_as!(
                Row,
                r#"SELECT kind, item_id AS "item_id: ItemId", created_at,
                          snapshot AS "snapshot!: Json<Snapshot>"
                   FROM favorites
                   WHERE user_id = $1 AND kind = $2 AND deleted_at IS NULL
                     AND (created_at, item_id) < (coalesce($3, 'infinity'::timestamptz), $4)
                   ORDER BY created_at DESC, item_id DESC LIMIT $5"#,
                user_id,
                kind.as_str(),
                at,
                after_id,
                limit,
            )
            .fetch_all(connection)
            .await?
        }
        None => {
            sqlx::query_as!(
                Row,
                r#"SELECT kind, item_id AS "item_id: ItemId", created_at,
                          snapshot AS "snapshot!: Json<Snapshot>"
                   FROM favorites
                   WHERE user_id = $1 AND deleted_at IS NULL
                     AND (created_at, kind, item_id)
                         < (coalesce($2, 'infinity'::timestamptz), $3, $4)
                   ORDER BY created_at DESC, kind DESC, item_id DESC LIMIT $5"#,
                user_id,
                at,
                after_kind,
                after_id,
                limit,
            )
            .fetch_all(connection)
            .await?
        }
    };
    rows.into_iter().map(Favorite::try_from).collect()
}

/// Those of these that are favourites of the user, in no order.
pub async fn get_many(
    connection: &mut PgConnection,
    user_id: Uuid,
    keys: &[(ItemKind, &ItemId)],
) -> Result<Vec<Favorite>> {
    let kinds: Vec<_> = keys.iter().map(|(kind, _)| kind.as_str()).collect();
    let ids: Vec<_> = keys.iter().map(|(_, id)| id.as_str()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT DISTINCT ON (f.kind, f.item_id) f.kind, f.item_id AS "item_id: ItemId",
                  f.created_at, f.snapshot AS "snapshot!: Json<Snapshot>"
           FROM unnest($2::text[], $3::text[]) AS named (kind, item_id)
           JOIN favorites f ON f.user_id = $1 AND f.kind = named.kind AND f.item_id = named.item_id
           WHERE f.deleted_at IS NULL"#,
        user_id,
        &kinds as &[&str],
        &ids as &[&str],
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Favorite::try_from).collect()
}

/// Writes favourites, and marks of those that are none any more. No two may be the same.
pub async fn write(
    connection: &mut PgConnection,
    user_id: Uuid,
    rows: &[FavoriteRow],
    now: DateTime<Utc>,
) -> Result<()> {
    let kinds: Vec<_> = rows.iter().map(|row| row.kind.as_str()).collect();
    let ids: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
    let snapshots: Vec<_> = rows.iter().map(|row| row.snapshot.as_ref().map(Json)).collect();
    let created: Vec<_> = rows.iter().map(|row| row.created_at).collect();
    let revisions: Vec<_> = rows.iter().map(|row| row.revision.cast_signed()).collect();
    sqlx::query!(
        "INSERT INTO favorites (user_id, kind, item_id, snapshot, created_at, revision, deleted_at)
         SELECT $1, f.kind, f.item_id, f.snapshot, f.created_at, f.revision,
                CASE WHEN f.snapshot IS NULL THEN $7::timestamptz END
         FROM unnest($2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::bigint[])
              AS f (kind, item_id, snapshot, created_at, revision)
         ON CONFLICT (user_id, kind, item_id) DO UPDATE
         SET snapshot = excluded.snapshot, created_at = excluded.created_at,
             revision = excluded.revision, deleted_at = excluded.deleted_at",
        user_id,
        &kinds as &[&str],
        &ids as &[&str],
        &snapshots as &[Option<Json<&Snapshot>>],
        &created,
        &revisions,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether anything came, changed or went after a revision.
pub async fn changed_since(
    connection: &mut PgConnection,
    user_id: Uuid,
    revision: u64,
) -> Result<bool> {
    let changed = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM favorites WHERE user_id = $1 AND revision > $2) AS "changed!""#,
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
) -> Result<Vec<FavoriteRow>> {
    let rows = sqlx::query!(
        r#"SELECT kind, item_id AS "item_id: ItemId", created_at, revision,
                  snapshot AS "snapshot: Json<Snapshot>"
           FROM favorites WHERE user_id = $1 AND revision > $2 AND revision <= $3"#,
        user_id,
        since.cast_signed(),
        until.cast_signed(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(FavoriteRow {
                kind: kind(&row.kind)?,
                id: row.item_id,
                snapshot: row.snapshot.map(|Json(snapshot)| snapshot),
                created_at: row.created_at,
                revision: row.revision.unsigned_abs(),
            })
        })
        .collect()
}
