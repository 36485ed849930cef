//! The tables of a library taken together.

use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;

/// The first revisions after one, of what is not as it was then.
pub async fn changed_revisions(
    connection: &mut PgConnection,
    user_id: Uuid,
    since: u64,
    limit: i64,
) -> Result<Vec<u64>> {
    let revisions = sqlx::query_scalar!(
        r#"SELECT revision AS "revision!" FROM (
               (SELECT revision FROM favorites WHERE user_id = $1 AND revision > $2
                ORDER BY revision LIMIT $3)
               UNION ALL
               (SELECT revision FROM playlists WHERE user_id = $1 AND revision > $2
                ORDER BY revision LIMIT $3)
               UNION ALL
               (SELECT revision FROM playlist_entries WHERE user_id = $1 AND revision > $2
                ORDER BY revision LIMIT $3)
               UNION ALL
               (SELECT revision FROM substitutions WHERE user_id = $1 AND revision > $2
                ORDER BY revision LIMIT $3)
               UNION ALL
               (SELECT revision FROM plays
                WHERE user_id = $1 AND revision > $2 AND cleared_at IS NULL
                ORDER BY revision LIMIT $3)
               UNION ALL
               (SELECT plays_cleared_revision FROM users
                WHERE id = $1 AND plays_cleared_revision > $2)
               UNION ALL
               (SELECT revision FROM playbacks WHERE user_id = $1 AND revision > $2)
           ) AS changes
           ORDER BY revision LIMIT $3"#,
        user_id,
        since.cast_signed(),
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(revisions.into_iter().map(i64::unsigned_abs).collect())
}
