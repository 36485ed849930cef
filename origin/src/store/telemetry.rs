//! `telemetry_batches`, `request_stats_hourly`, `source_stats_hourly`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::telemetry::{RequestTally, SourceTally};

/// Remembers a batch; `false` when it was seen before.
pub async fn remember_batch(
    connection: &mut PgConnection,
    edge_instance: &str,
    sequence: i64,
    edge_kind: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO telemetry_batches (edge_instance, sequence, edge_kind, received_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (edge_instance, sequence) DO NOTHING",
        edge_instance,
        sequence,
        edge_kind,
        now,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds counts of requests to the hour's. No two of `tallies` may have the same key: one statement
/// changes a row once.
pub async fn add_requests(
    connection: &mut PgConnection,
    hour: DateTime<Utc>,
    edge_kind: &str,
    tallies: &[RequestTally],
) -> Result<()> {
    let routes: Vec<String> = tallies.iter().map(|tally| tally.key.route.clone()).collect();
    let methods: Vec<String> = tallies.iter().map(|tally| tally.key.method.clone()).collect();
    let statuses: Vec<i32> = tallies.iter().map(|tally| tally.key.status).collect();
    let caches: Vec<String> = tallies.iter().map(|tally| tally.key.cache.clone()).collect();
    let counts: Vec<i64> = tallies.iter().map(|tally| tally.sums.count).collect();
    let sums: Vec<i64> = tallies.iter().map(|tally| tally.sums.duration_ms_sum).collect();
    let maxima: Vec<i64> = tallies.iter().map(|tally| tally.sums.duration_ms_max).collect();
    sqlx::query!(
        "INSERT INTO request_stats_hourly AS s
             (hour, edge_kind, route, method, status, cache, requests, duration_ms_sum,
              duration_ms_max)
         SELECT $1, $2, t.route, t.method, t.status, t.cache, t.requests, t.sum, t.max
         FROM unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::bigint[], $8::bigint[],
                     $9::bigint[])
              AS t (route, method, status, cache, requests, sum, max)
         ORDER BY t.route, t.method, t.status, t.cache
         ON CONFLICT (hour, edge_kind, route, method, status, cache) DO UPDATE
         SET requests = s.requests + excluded.requests,
             duration_ms_sum = s.duration_ms_sum + excluded.duration_ms_sum,
             duration_ms_max = greatest(s.duration_ms_max, excluded.duration_ms_max)",
        hour,
        edge_kind,
        &routes,
        &methods,
        &statuses,
        &caches,
        &counts,
        &sums,
        &maxima,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds counts of calls to sources to the hour's, under the same condition.
pub async fn add_sources(
    connection: &mut PgConnection,
    hour: DateTime<Utc>,
    edge_kind: &str,
    tallies: &[SourceTally],
) -> Result<()> {
    let sources: Vec<String> = tallies.iter().map(|tally| tally.key.source.clone()).collect();
    let operations: Vec<String> = tallies.iter().map(|tally| tally.key.operation.clone()).collect();
    let outcomes: Vec<String> = tallies.iter().map(|tally| tally.key.outcome.clone()).collect();
    let counts: Vec<i64> = tallies.iter().map(|tally| tally.sums.count).collect();
    let sums: Vec<i64> = tallies.iter().map(|tally| tally.sums.duration_ms_sum).collect();
    let maxima: Vec<i64> = tallies.iter().map(|tally| tally.sums.duration_ms_max).collect();
    sqlx::query!(
        "INSERT INTO source_stats_hourly AS s
             (hour, edge_kind, source, operation, outcome, calls, duration_ms_sum,
              duration_ms_max)
         SELECT $1, $2, t.source, t.operation, t.outcome, t.calls, t.sum, t.max
         FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                     $8::bigint[])
              AS t (source, operation, outcome, calls, sum, max)
         ORDER BY t.source, t.operation, t.outcome
         ON CONFLICT (hour, edge_kind, source, operation, outcome) DO UPDATE
         SET calls = s.calls + excluded.calls,
             duration_ms_sum = s.duration_ms_sum + excluded.duration_ms_sum,
             duration_ms_max = greatest(s.duration_ms_max, excluded.duration_ms_max)",
        hour,
        edge_kind,
        &sources,
        &operations,
        &outcomes,
        &counts,
        &sums,
        &maxima,
    )
    .execute(connection)
    .await?;
    Ok(())
}
