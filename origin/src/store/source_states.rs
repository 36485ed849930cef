//! `source_states`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;

/// How a source stands with the edges that reported lately, taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceStanding {
    /// The source.
    pub source: String,
    /// The worst: `open` before `half_open` before `closed`.
    pub breaker: String,
    /// With how many edges it is so.
    pub breaker_edges: i64,
    /// The worst: `refused` before `accepted` before `untested` before `none`.
    pub credential: String,
    /// How many edges there are.
    pub edges: i64,
    /// When one last reported.
    pub seen_at: DateTime<Utc>,
}

/// How the sources stand with the edges that reported since `since`.
pub async fn list(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> Result<Vec<SourceStanding>> {
    let standings = sqlx::query_as!(
        SourceStanding,
        r#"WITH states AS (
               SELECT source, breaker, credential, seen_at,
                      array_position(ARRAY['open', 'half_open', 'closed'], breaker) AS badness,
                      array_position(ARRAY['refused', 'accepted', 'untested', 'none'], credential)
                          AS refusal
               FROM source_states WHERE seen_at >= $1
           )
           SELECT source,
                  (array_agg(breaker ORDER BY badness))[1] AS "breaker!",
                  count(*) FILTER (WHERE badness = worst) AS "breaker_edges!",
                  (array_agg(credential ORDER BY refusal))[1] AS "credential!",
                  count(*) AS "edges!",
                  max(seen_at) AS "seen_at!"
           FROM (SELECT *, min(badness) OVER (PARTITION BY source) AS worst FROM states) AS judged
           GROUP BY source ORDER BY source"#,
        since,
    )
    .fetch_all(connection)
    .await?;
    Ok(standings)
}

/// Forgets edges that have not reported since `before`.
pub async fn prune(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("DELETE FROM source_states WHERE seen_at < $1", before)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// How many edges reported since `since`.
pub async fn count_edges(connection: &mut PgConnection, since: DateTime<Utc>) -> Result<i64> {
    let edges = sqlx::query_scalar!(
        r#"SELECT count(DISTINCT edge_instance) AS "edges!" FROM source_states
           WHERE seen_at >= $1"#,
        since,
    )
    .fetch_one(connection)
    .await?;
    Ok(edges)
}
