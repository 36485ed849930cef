//! `telemetry_batches`, `request_stats_hourly`, `source_stats_hourly`, `duration_stats_hourly`,
//! `playback_stats_hourly`, `source_states`

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::telemetry::{DurationTally, PlaybackTally, RequestTally, SourceState, SourceTally};

/// A state that has not changed is written down again after this long.
const STATE_REFRESHED_AFTER: TimeDelta = TimeDelta::seconds(30);

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

/// Adds counts of durations to the hour's, under the same condition.
pub async fn add_durations(
    connection: &mut PgConnection,
    hour: DateTime<Utc>,
    edge_kind: &str,
    tallies: &[DurationTally],
) -> Result<()> {
    let subjects: Vec<_> =
        tallies.iter().map(|tally| tally.key.subject.as_str().to_owned()).collect();
    let names: Vec<_> = tallies.iter().map(|tally| tally.key.name.clone()).collect();
    let bounds: Vec<_> = tallies.iter().map(|tally| tally.key.bound_ms).collect();
    let times: Vec<_> = tallies.iter().map(|tally| tally.sums).collect();
    sqlx::query!(
        "INSERT INTO duration_stats_hourly AS s (hour, edge_kind, subject, name, bound_ms, times)
         SELECT $1, $2, t.subject, t.name, t.bound_ms, t.times
         FROM unnest($3::text[], $4::text[], $5::int[], $6::bigint[])
              AS t (subject, name, bound_ms, times)
         ORDER BY t.subject, t.name, t.bound_ms
         ON CONFLICT (hour, edge_kind, subject, name, bound_ms) DO UPDATE
         SET times = s.times + excluded.times",
        hour,
        edge_kind,
        &subjects,
        &names,
        &bounds,
        &times,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds counts of playbacks to the hour's, under the same condition.
pub async fn add_playbacks(
    connection: &mut PgConnection,
    hour: DateTime<Utc>,
    edge_kind: &str,
    tallies: &[PlaybackTally],
) -> Result<()> {
    let sources: Vec<_> = tallies.iter().map(|tally| tally.key.source.clone()).collect();
    let outcomes: Vec<_> = tallies.iter().map(|tally| tally.key.outcome.clone()).collect();
    let substituted: Vec<_> = tallies.iter().map(|tally| tally.key.substituted).collect();
    let plays: Vec<_> = tallies.iter().map(|tally| tally.sums).collect();
    sqlx::query!(
        "INSERT INTO playback_stats_hourly AS s
             (hour, edge_kind, source, outcome, substituted, plays)
         SELECT $1, $2, t.source, t.outcome, t.substituted, t.plays
         FROM unnest($3::text[], $4::text[], $5::boolean[], $6::bigint[])
              AS t (source, outcome, substituted, plays)
         ORDER BY t.source, t.outcome, t.substituted
         ON CONFLICT (hour, edge_kind, source, outcome, substituted) DO UPDATE
         SET plays = s.plays + excluded.plays",
        hour,
        edge_kind,
        &sources,
        &outcomes,
        &substituted,
        &plays,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes how the sources stand with an edge. No two of `states` may be of the same source.
pub async fn see_sources(
    connection: &mut PgConnection,
    edge_instance: &str,
    edge_kind: &str,
    states: &[SourceState],
    now: DateTime<Utc>,
) -> Result<()> {
    let sources: Vec<_> = states.iter().map(|state| state.source.clone()).collect();
    let breakers: Vec<_> = states.iter().map(|state| state.breaker.clone()).collect();
    let credentials: Vec<_> = states.iter().map(|state| state.credential.clone()).collect();
    sqlx::query!(
        "INSERT INTO source_states AS s
             (edge_instance, source, edge_kind, breaker, credential, seen_at)
         SELECT $1, t.source, $2, t.breaker, t.credential, $6
         FROM unnest($3::text[], $4::text[], $5::text[]) AS t (source, breaker, credential)
         ON CONFLICT (edge_instance, source) DO UPDATE
         SET breaker = excluded.breaker, credential = excluded.credential,
             seen_at = excluded.seen_at
         WHERE s.breaker <> excluded.breaker OR s.credential <> excluded.credential
            OR s.seen_at <= $7",
        edge_instance,
        edge_kind,
        &sources,
        &breakers,
        &credentials,
        now,
        now - STATE_REFRESHED_AFTER,
    )
    .execute(connection)
    .await?;
    Ok(())
}
