//! `outbox_edges`

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;

/// An edge that nobody named for so long is none any more. Origins name theirs every five minutes.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(1);

/// Names the edges that an origin delivers to: from now on every event that is written is to be
/// delivered to each of them. Those that no origin named of late are forgotten, with what waited for
/// them.
///
/// The addresses come in their order, so that origins that start at once do not wait for each other,
/// and in a transaction: an origin that was away has named its own before it forgets any.
pub async fn name(
    connection: &mut PgConnection,
    urls: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO outbox_edges (url, seen_at)
         SELECT named.url, $2::timestamptz FROM unnest($1::text[]) AS named (url)
         ON CONFLICT (url) DO UPDATE SET seen_at = excluded.seen_at",
        urls,
        now,
    )
    .execute(&mut *connection)
    .await?;
    // What waited before edges were told apart is for all of them; it goes below.
    sqlx::query!(
        "INSERT INTO outbox_deliveries (edge, event_id, user_id, created_at, attempts, refusals,
                                        next_attempt_at, set_aside_at, last_error)
         SELECT named.url, d.event_id, d.user_id, d.created_at, d.attempts, d.refusals,
                d.next_attempt_at, d.set_aside_at, d.last_error
         FROM outbox_deliveries d CROSS JOIN unnest($1::text[]) AS named (url)
         WHERE d.edge = ''
         ORDER BY d.id
         ON CONFLICT (event_id, edge) DO NOTHING",
        urls,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM outbox_edges WHERE seen_at < $1", now - FORGOTTEN_AFTER)
        .execute(&mut *connection)
        .await?;
    // Also what was written for one while it was being forgotten.
    sqlx::query!(
        "DELETE FROM outbox_deliveries d
         WHERE NOT EXISTS (SELECT FROM outbox_edges e WHERE e.url = d.edge)",
    )
    .execute(connection)
    .await?;
    Ok(())
}
