//! `*_stats_daily` out of `*_stats_hourly`, `sms_stats_hourly` out of `sms_deliveries`, `stat_days`

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;

/// The earliest day that has to be added up (again): the one after the last that is final, or the
/// first that anything is known of. A day is final once it was added up `final_after` its beginning.
pub async fn first_open_day(
    connection: &mut PgConnection,
    final_after: TimeDelta,
) -> Result<Option<DateTime<Utc>>> {
    let day = sqlx::query_scalar!(
        "SELECT coalesce(
             (SELECT max(day) + make_interval(hours => 24) FROM stat_days
              WHERE rolled_up_at >= day + make_interval(secs => $1)),
             date_trunc('day', least(
                 (SELECT min(hour) FROM request_stats_hourly),
                 (SELECT min(hour) FROM source_stats_hourly),
                 (SELECT min(hour) FROM playback_stats_hourly),
                 (SELECT min(starts_at) FROM active_user_marks WHERE step = 'day'),
                 (SELECT min(created_at) FROM sms_deliveries)
             ), 'UTC')
         )",
        seconds(final_after),
    )
    .fetch_one(connection)
    .await?;
    Ok(day)
}

/// Adds up the hours from `day` to `end`. Done again, it comes to the same; what came in between is
/// in it then. Nothing is taken away from hours that are gone.
pub async fn roll_up(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    requests(connection, day, end).await?;
    sources(connection, day, end).await?;
    durations(connection, day, end).await?;
    playbacks(connection, day, end).await?;
    messages(connection, day, end).await
}

/// Notes that a day was added up.
pub async fn mark_rolled_up(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO stat_days (day, rolled_up_at) VALUES ($1, $2)
         ON CONFLICT (day) DO UPDATE SET rolled_up_at = excluded.rolled_up_at",
        day,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes the hours before `hours_before` whose days are final, and the days before `days_before`.
/// Answers how many rows went.
pub async fn prune(
    connection: &mut PgConnection,
    hours_before: DateTime<Utc>,
    days_before: DateTime<Utc>,
    final_after: TimeDelta,
) -> Result<u64> {
    let final_day = sqlx::query_scalar!(
        "SELECT max(day) FROM stat_days WHERE rolled_up_at >= day + make_interval(secs => $1)",
        seconds(final_after),
    )
    .fetch_one(&mut *connection)
    .await?;
    let Some(final_day) = final_day else { return Ok(0) };
    let hours_before = hours_before.min(final_day + TimeDelta::days(1));
    let hours = sqlx::query_scalar!(
        r#"WITH requests AS (DELETE FROM request_stats_hourly WHERE hour < $1 RETURNING 1),
                sources AS (DELETE FROM source_stats_hourly WHERE hour < $1 RETURNING 1),
                durations AS (DELETE FROM duration_stats_hourly WHERE hour < $1 RETURNING 1),
                playbacks AS (DELETE FROM playback_stats_hourly WHERE hour < $1 RETURNING 1),
                messages AS (DELETE FROM sms_stats_hourly WHERE hour < $1 RETURNING 1),
                users AS (DELETE FROM active_users_hourly WHERE hour < $1 RETURNING 1)
           SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM sources)
                + (SELECT count(*) FROM durations) + (SELECT count(*) FROM playbacks)
                + (SELECT count(*) FROM messages) + (SELECT count(*) FROM users) AS "rows!""#,
        hours_before,
    )
    .fetch_one(&mut *connection)
    .await?;
    let days = sqlx::query_scalar!(
        r#"WITH requests AS (DELETE FROM request_stats_daily WHERE day < $1 RETURNING 1),
                sources AS (DELETE FROM source_stats_daily WHERE day < $1 RETURNING 1),
                durations AS (DELETE FROM duration_stats_daily WHERE day < $1 RETURNING 1),
                playbacks AS (DELETE FROM playback_stats_daily WHERE day < $1 RETURNING 1),
                messages AS (DELETE FROM sms_stats_daily WHERE day < $1 RETURNING 1),
                users AS (DELETE FROM active_users_daily WHERE day < $1 RETURNING 1),
                days AS (DELETE FROM stat_days WHERE day < least($1, $2::timestamptz) RETURNING 1)
           SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM sources)
                + (SELECT count(*) FROM durations) + (SELECT count(*) FROM playbacks)
                + (SELECT count(*) FROM messages) + (SELECT count(*) FROM users)
                + (SELECT count(*) FROM days) AS "rows!""#,
        days_before,
        final_day,
    )
    .fetch_one(connection)
    .await?;
    Ok((hours + days).unsigned_abs())
}

#[expect(clippy::cast_precision_loss, reason = "days, in seconds, are far below 2⁵²")]
fn seconds(span: TimeDelta) -> f64 {
    span.num_seconds() as f64
}

async fn requests(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO request_stats_daily AS s
             (day, edge_kind, route, method, status, cache, requests, duration_ms_sum,
              duration_ms_max)
         SELECT $1, edge_kind, route, method, status, cache, sum(requests)::bigint,
                sum(duration_ms_sum)::bigint, max(duration_ms_max)
         FROM request_stats_hourly WHERE hour >= $1 AND hour < $2
         GROUP BY edge_kind, route, method, status, cache
         ON CONFLICT (day, edge_kind, route, method, status, cache) DO UPDATE
         SET requests = excluded.requests, duration_ms_sum = excluded.duration_ms_sum,
             duration_ms_max = excluded.duration_ms_max
         WHERE s.requests <> excluded.requests",
        day,
        end,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn sources(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO source_stats_daily AS s
             (day, edge_kind, source, operation, outcome, calls, duration_ms_sum,
              duration_ms_max)
         SELECT $1, edge_kind, source, operation, outcome, sum(calls)::bigint,
                sum(duration_ms_sum)::bigint, max(duration_ms_max)
         FROM source_stats_hourly WHERE hour >= $1 AND hour < $2
         GROUP BY edge_kind, source, operation, outcome
         ON CONFLICT (day, edge_kind, source, operation, outcome) DO UPDATE
         SET calls = excluded.calls, duration_ms_sum = excluded.duration_ms_sum,
             duration_ms_max = excluded.duration_ms_max
         WHERE s.calls <> excluded.calls",
        day,
        end,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn durations(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO duration_stats_daily AS s (day, edge_kind, subject, name, bound_ms, times)
         SELECT $1, edge_kind, subject, name, bound_ms, sum(times)::bigint
         FROM duration_stats_hourly WHERE hour >= $1 AND hour < $2
         GROUP BY edge_kind, subject, name, bound_ms
         ON CONFLICT (day, edge_kind, subject, name, bound_ms) DO UPDATE
         SET times = excluded.times WHERE s.times <> excluded.times",
        day,
        end,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn playbacks(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO playback_stats_daily AS s
             (day, edge_kind, source, outcome, substituted, plays)
         SELECT $1, edge_kind, source, outcome, substituted, sum(plays)::bigint
         FROM playback_stats_hourly WHERE hour >= $1 AND hour < $2
         GROUP BY edge_kind, source, outcome, substituted
         ON CONFLICT (day, edge_kind, source, outcome, substituted) DO UPDATE
         SET plays = excluded.plays WHERE s.plays <> excluded.plays",
        day,
        end,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What became of a message may still change, so that an outcome may lose some: the day's rows are
/// written anew, unless the deliveries are gone.
async fn messages(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    let kept = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM sms_deliveries WHERE created_at >= $1 AND created_at < $2)
               AS "kept!""#,
        day,
        end,
    )
    .fetch_one(&mut *connection)
    .await?;
    if !kept {
        return Ok(());
    }
    sqlx::query!("DELETE FROM sms_stats_hourly WHERE hour >= $1 AND hour < $2", day, end)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "INSERT INTO sms_stats_hourly (hour, vendor, outcome, messages)
         SELECT date_trunc('hour', created_at, 'UTC'), vendor, outcome, count(*)
         FROM sms_deliveries WHERE created_at >= $1 AND created_at < $2
         GROUP BY 1, 2, 3",
        day,
        end,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM sms_stats_daily WHERE day = $1", day)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "INSERT INTO sms_stats_daily (day, vendor, outcome, messages)
         SELECT $1, vendor, outcome, sum(messages)::bigint
         FROM sms_stats_hourly WHERE hour >= $1 AND hour < $2
         GROUP BY vendor, outcome",
        day,
        end,
    )
    .execute(connection)
    .await?;
    Ok(())
}
