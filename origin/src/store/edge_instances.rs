//! `edge_instances`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::releases::EdgeInstance;

/// Writes down what an instance goes by.
pub async fn put(connection: &mut PgConnection, instance: &EdgeInstance) -> Result<()> {
    sqlx::query!(
        "INSERT INTO edge_instances (edge_instance, edge_kind, release, candidate, refused, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (edge_instance) DO UPDATE
         SET edge_kind = excluded.edge_kind, release = excluded.release,
             candidate = excluded.candidate, refused = excluded.refused,
             seen_at = excluded.seen_at
         WHERE edge_instances.seen_at <= excluded.seen_at",
        instance.edge_instance,
        instance.edge_kind,
        instance.release,
        instance.candidate,
        instance.refused,
        instance.seen_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The instances that were seen since a moment, those seen last first.
pub async fn seen_since(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<EdgeInstance>> {
    let rows = sqlx::query_as!(
        EdgeInstance,
        "SELECT edge_instance, edge_kind, release, candidate, refused, seen_at
         FROM edge_instances WHERE seen_at >= $1 ORDER BY seen_at DESC, edge_instance LIMIT $2",
        since,
        limit,
    );
    Ok(rows.fetch_all(connection).await?)
}
