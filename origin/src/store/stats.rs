//! What is read of the statistics: series over hours or days, and sums of hours.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::stats::{Range, Totals};

/// A value of a series.
#[derive(Debug, Clone)]
pub struct LabelledValue {
    /// When its hour or day began.
    pub at: DateTime<Utc>,
    /// Which of the series.
    pub label: String,
    /// How many.
    pub value: i64,
}

/// How many durations of a subject fell into a bucket.
#[derive(Debug, Clone)]
pub struct BucketValue {
    /// When its hour or day began.
    pub at: DateTime<Utc>,
    /// The route, the source.
    pub name: String,
    /// Upper bound in milliseconds.
    pub bound_ms: i32,
    /// How many.
    pub times: i64,
}

/// Users that were there.
pub async fn active_users(
    connection: &mut PgConnection,
    range: &Range,
) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", 'users' AS "label!", users AS "value!" FROM active_users
           WHERE step = $1 AND at >= $2 AND at < $3 ORDER BY 1"#,
        range.step.as_str(),
        range.from,
        range.to,
    )
    .fetch_all(connection)
    .await?)
}

/// Requests by class of status.
pub async fn requests(connection: &mut PgConnection, range: &Range) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", status / 100 || 'xx' AS "label!", sum(requests)::bigint AS "value!"
           FROM request_stats WHERE step = $1 AND at >= $2 AND at < $3
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
    )
    .fetch_all(connection)
    .await?)
}

/// Requests of one route: `answered`, `refused` (4xx) or `failed`.
pub async fn requests_of(
    connection: &mut PgConnection,
    range: &Range,
    method: &str,
    route: &str,
) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!",
                  CASE WHEN status < 400 THEN 'answered' WHEN status < 500 THEN 'refused'
                       ELSE 'failed' END AS "label!",
                  sum(requests)::bigint AS "value!"
           FROM request_stats
           WHERE step = $1 AND at >= $2 AND at < $3 AND method = $4 AND route = $5
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
        method,
        route,
    )
    .fetch_all(connection)
    .await?)
}

/// Requests that are cached, by the tier that answered.
pub async fn cache(connection: &mut PgConnection, range: &Range) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", cache AS "label!", sum(requests)::bigint AS "value!"
           FROM request_stats WHERE step = $1 AND at >= $2 AND at < $3 AND cache <> ''
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
    )
    .fetch_all(connection)
    .await?)
}

/// Playbacks by who plays; those that nobody plays are not among them.
pub async fn plays(
    connection: &mut PgConnection,
    range: &Range,
    substituted_only: bool,
) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", source AS "label!", sum(plays)::bigint AS "value!"
           FROM playback_stats
           WHERE step = $1 AND at >= $2 AND at < $3 AND source <> '' AND (substituted OR NOT $4)
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
        substituted_only,
    )
    .fetch_all(connection)
    .await?)
}

/// Playbacks by how they were answered.
pub async fn play_outcomes(
    connection: &mut PgConnection,
    range: &Range,
) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", outcome AS "label!", sum(plays)::bigint AS "value!"
           FROM playback_stats WHERE step = $1 AND at >= $2 AND at < $3
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
    )
    .fetch_all(connection)
    .await?)
}

/// Calls of sources, or those of them that ended in one of `outcomes`.
pub async fn source_calls(
    connection: &mut PgConnection,
    range: &Range,
    outcomes: Option<&[String]>,
) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", source AS "label!", sum(calls)::bigint AS "value!"
           FROM source_stats
           WHERE step = $1 AND at >= $2 AND at < $3
             AND ($4::text[] IS NULL OR outcome = ANY ($4))
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
        outcomes,
    )
    .fetch_all(connection)
    .await?)
}

/// Messages by vendor: those it took, or those it did not.
pub async fn messages(
    connection: &mut PgConnection,
    range: &Range,
    taken: bool,
) -> Result<Vec<LabelledValue>> {
    Ok(sqlx::query_as!(
        LabelledValue,
        r#"SELECT at AS "at!", vendor AS "label!", sum(messages)::bigint AS "value!"
           FROM sms_stats
           WHERE step = $1 AND at >= $2 AND at < $3
             AND (outcome IN ('accepted', 'delivered')) = $4
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        range.step.as_str(),
        range.from,
        range.to,
        taken,
    )
    .fetch_all(connection)
    .await?)
}

/// Durations of all routes or one, or of each source.
pub async fn durations(
    connection: &mut PgConnection,
    range: &Range,
    subject: &str,
    name: Option<&str>,
) -> Result<Vec<BucketValue>> {
    Ok(sqlx::query_as!(
        BucketValue,
        r#"SELECT at AS "at!", CASE WHEN $4 = 'route' THEN '' ELSE name END AS "name!",
                  bound_ms AS "bound_ms!", sum(times)::bigint AS "times!"
           FROM duration_stats
           WHERE step = $1 AND at >= $2 AND at < $3 AND subject = $4
             AND ($5::text IS NULL OR name = $5)
           GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"#,
        range.step.as_str(),
        range.from,
        range.to,
        subject,
        name,
    )
    .fetch_all(connection)
    .await?)
}

/// Everything between two hours, added up.
pub async fn totals(
    connection: &mut PgConnection,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Totals> {
    let requests = sqlx::query!(
        r#"SELECT coalesce(sum(requests), 0)::bigint AS "requests!",
                  coalesce(sum(requests) FILTER (WHERE status >= 500), 0)::bigint AS "failed!",
                  coalesce(sum(requests) FILTER (
                      WHERE route = '/api/v1/search' AND status < 400), 0)::bigint AS "searches!",
                  coalesce(sum(requests) FILTER (
                      WHERE route = '/api/v1/auth/sessions' AND method = 'POST'
                        AND status < 400), 0)::bigint AS "sign_ins!",
                  coalesce(sum(requests) FILTER (WHERE cache = 'memory'), 0)::bigint AS "memory!",
                  coalesce(sum(requests) FILTER (WHERE cache = 'kv'), 0)::bigint AS "kv!",
                  coalesce(sum(requests) FILTER (WHERE cache = 'stale'), 0)::bigint AS "stale!",
                  coalesce(sum(requests) FILTER (WHERE cache = 'miss'), 0)::bigint AS "miss!"
           FROM request_stats_hourly WHERE hour >= $1 AND hour < $2"#,
        from,
        to,
    )
    .fetch_one(&mut *connection)
    .await?;
    let plays = sqlx::query!(
        r#"SELECT coalesce(sum(plays) FILTER (WHERE outcome = 'ok'), 0)::bigint AS "plays!",
                  coalesce(sum(plays) FILTER (WHERE outcome <> 'ok'), 0)::bigint AS "failed!",
                  coalesce(sum(plays) FILTER (WHERE substituted), 0)::bigint AS "substituted!"
           FROM playback_stats_hourly WHERE hour >= $1 AND hour < $2"#,
        from,
        to,
    )
    .fetch_one(&mut *connection)
    .await?;
    let plays_by_source = sqlx::query!(
        r#"SELECT source, sum(plays)::bigint AS "plays!" FROM playback_stats_hourly
           WHERE hour >= $1 AND hour < $2 AND source <> '' GROUP BY source ORDER BY source"#,
        from,
        to,
    )
    .fetch_all(&mut *connection)
    .await?;
    let durations = sqlx::query!(
        r#"SELECT bound_ms, sum(times)::bigint AS "times!" FROM duration_stats_hourly
           WHERE hour >= $1 AND hour < $2 AND subject = 'route' GROUP BY bound_ms"#,
        from,
        to,
    )
    .fetch_all(&mut *connection)
    .await?;
    let messages = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE outcome IN ('accepted', 'delivered')) AS "taken!",
                  count(*) FILTER (WHERE outcome NOT IN ('accepted', 'delivered')) AS "failed!"
           FROM sms_deliveries WHERE created_at >= $1 AND created_at < $2"#,
        from,
        to,
    )
    .fetch_one(connection)
    .await?;
    Ok(Totals {
        requests: requests.requests,
        requests_failed: requests.failed,
        searches: requests.searches,
        sign_ins: requests.sign_ins,
        cache_memory: requests.memory,
        cache_kv: requests.kv,
        cache_stale: requests.stale,
        cache_miss: requests.miss,
        plays: plays.plays,
        plays_failed: plays.failed,
        plays_substituted: plays.substituted,
        plays_by_source: plays_by_source.into_iter().map(|row| (row.source, row.plays)).collect(),
        durations: durations.into_iter().map(|row| (row.bound_ms, row.times)).collect(),
        sms_sent: messages.taken,
        sms_failed: messages.failed,
    })
}

/// A source's calls of the hours since `since`: how many, how many of them ended in one of `faults`.
pub async fn source_figures(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
    faults: &[String],
) -> Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT source, sum(calls)::bigint AS "calls!",
                  coalesce(sum(calls) FILTER (WHERE outcome = ANY ($2)), 0)::bigint AS "faults!"
           FROM source_stats_hourly WHERE hour >= $1 GROUP BY source"#,
        since,
        faults,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.source, row.calls, row.faults)).collect())
}
