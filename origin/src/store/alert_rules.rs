//! `alert_rules`

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::alerts::{Rule, RuleSettings};

/// What was changed, by the rules' names.
pub async fn list(connection: &mut PgConnection) -> Result<HashMap<String, RuleSettings>> {
    let rows = sqlx::query!("SELECT name, enabled, threshold, window_s FROM alert_rules")
        .fetch_all(connection)
        .await?;
    let settings = rows.into_iter().map(|row| {
        let (enabled, threshold, window_s) = (row.enabled, row.threshold, row.window_s);
        (row.name, RuleSettings { enabled, threshold, window_s })
    });
    Ok(settings.collect())
}

/// What was changed of a rule, kept from others until the transaction ends.
pub async fn lock(connection: &mut PgConnection, rule: Rule) -> Result<Option<RuleSettings>> {
    let settings = sqlx::query_as!(
        RuleSettings,
        "SELECT enabled, threshold, window_s FROM alert_rules WHERE name = $1 FOR UPDATE",
        rule.as_str(),
    )
    .fetch_optional(connection)
    .await?;
    Ok(settings)
}

/// Writes a rule's settings down.
pub async fn put(
    connection: &mut PgConnection,
    rule: Rule,
    settings: &RuleSettings,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alert_rules (name, enabled, threshold, window_s, updated_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO UPDATE
         SET enabled = excluded.enabled, threshold = excluded.threshold,
             window_s = excluded.window_s, updated_at = excluded.updated_at",
        rule.as_str(),
        settings.enabled,
        settings.threshold,
        settings.window_s,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}
