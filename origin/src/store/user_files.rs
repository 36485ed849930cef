//! What administrators see of `users`: more than one at once, or one with what belongs to it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::{
    accounts::{Ban, LibraryCounts, User, UserSummary},
    vault::Digest,
};

/// The user of a phone.
pub async fn find_by_phone(
    connection: &mut PgConnection,
    phone_index: &Digest,
) -> Result<Option<Uuid>> {
    let id = sqlx::query_scalar!("SELECT id FROM users WHERE phone_index = $1", &phone_index[..])
        .fetch_optional(connection)
        .await?;
    Ok(id)
}

/// Up to `limit` users whose nickname begins so, whatever the case, in the order of the nicknames.
pub async fn find_by_nickname(
    connection: &mut PgConnection,
    beginning: &str,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let literal = beginning.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    let ids = sqlx::query_scalar!(
        "SELECT id FROM users WHERE lower(nickname) LIKE lower($1) || '%'
         ORDER BY lower(nickname), id LIMIT $2",
        literal,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(ids)
}

/// Those of these users that there are, in the order of the ids given.
pub async fn summaries(connection: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<UserSummary>> {
    let rows = sqlx::query!(
        r#"SELECT u.id, phone_masked, nickname, avatar_url, token_version,
                  banned_at IS NOT NULL AS "banned!", deletes_at, u.created_at,
                  (SELECT max(last_seen_at) FROM devices WHERE user_id = u.id) AS last_seen_at
           FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
           JOIN users u ON u.id = wanted.id
           ORDER BY wanted.place"#,
        ids,
    )
    .fetch_all(connection)
    .await?;
    let summaries = rows.into_iter().map(|row| UserSummary {
        user: User {
            id: row.id,
            phone_masked: row.phone_masked,
            nickname: row.nickname,
            avatar_url: row.avatar_url,
            token_version: row.token_version.unsigned_abs(),
            banned: row.banned,
            deletes_at: row.deletes_at,
            created_at: row.created_at,
        },
        last_seen_at: row.last_seen_at,
    });
    Ok(summaries.collect())
}

/// The ban of a user, if there is one.
pub async fn ban(connection: &mut PgConnection, id: Uuid) -> Result<Option<Ban>> {
    let row = sqlx::query!(
        r#"SELECT banned_at AS "at!", ban_reason AS reason FROM users
           WHERE id = $1 AND banned_at IS NOT NULL"#,
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Ban { at: row.at, reason: row.reason }))
}

/// How many sessions of a user are open.
pub async fn count_sessions(
    connection: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<i64> {
    let sessions = sqlx::query_scalar!(
        r#"SELECT count(*) AS "sessions!" FROM sessions
           WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2"#,
        id,
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok(sessions)
}

/// How much there is in a user's library; nothing of what.
pub async fn library_counts(connection: &mut PgConnection, id: Uuid) -> Result<LibraryCounts> {
    let counts = sqlx::query_as!(
        LibraryCounts,
        r#"SELECT (SELECT count(*) FROM favorites
                   WHERE user_id = $1 AND deleted_at IS NULL) AS "favorites!",
                  (SELECT count(*) FROM playlists
                   WHERE user_id = $1 AND deleted_at IS NULL) AS "playlists!",
                  (SELECT count(*) FROM plays
                   WHERE user_id = $1 AND cleared_at IS NULL) AS "plays!""#,
        id,
    )
    .fetch_one(connection)
    .await?;
    Ok(counts)
}
