//! `active_user_marks`, `active_users_hourly`, `active_users_daily`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::stats::Presence;

/// Notes that somebody was there. One who comes again in the same period is counted already.
pub async fn mark(connection: &mut PgConnection, presence: &Presence) -> Result<()> {
    sqlx::query!(
        "INSERT INTO active_user_marks (step, starts_at, mark)
         VALUES ('hour', $1, $2), ('day', $3, $4)
         ON CONFLICT (step, starts_at, mark) DO NOTHING",
        presence.hour,
        &presence.mark_of_hour,
        presence.day,
        &presence.mark_of_day,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// How many were there in the day that began at `day`, so far.
pub async fn count_day(connection: &mut PgConnection, day: DateTime<Utc>) -> Result<i64> {
    let users = sqlx::query_scalar!(
        r#"SELECT count(*) AS "users!" FROM active_user_marks
           WHERE step = 'day' AND starts_at = $1"#,
        day,
    )
    .fetch_one(connection)
    .await?;
    Ok(users)
}

/// Keeps how many there were in each hour of a day, and in the day. Marks that are gone take nothing
/// away from what is kept.
pub async fn roll_up(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO active_users_hourly AS s (hour, users)
         SELECT starts_at, count(*) FROM active_user_marks
         WHERE step = 'hour' AND starts_at >= $1 AND starts_at < $2
         GROUP BY starts_at
         ON CONFLICT (hour) DO UPDATE SET users = excluded.users WHERE s.users < excluded.users",
        day,
        end,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO active_users_daily AS s (day, users)
         SELECT starts_at, count(*) FROM active_user_marks
         WHERE step = 'day' AND starts_at = $1
         GROUP BY starts_at
         ON CONFLICT (day) DO UPDATE SET users = excluded.users WHERE s.users < excluded.users",
        day,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets the marks of periods that began before `before`.
pub async fn prune_marks(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("DELETE FROM active_user_marks WHERE starts_at < $1", before)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}
