//! What the rules of alerts are about: `audit_records`, `job_runs`, `outbox_deliveries`,
//! `sms_deliveries`, `source_states`

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::{
    alerts::{Rule, RuleSettings, Signal},
    jobs::SIGN_CHECKPOINTS,
};

/// A share of fewer messages than this says nothing.
const FEWEST_MESSAGES: i64 = 10;

/// Failures to sign in at all addresses together are told of from so many times the threshold of one
/// address on: a list of addresses is tried with a password each.
const ALL_ADDRESSES: f64 = 4.0;

/// What a rule finds now. What happened is answered as often as it did since the subject's last event,
/// whatever the threshold: an event that is open counts on. What is measured is answered when it has
/// reached the threshold. `seen` is the last record of the audit that was looked at before.
pub async fn find(
    connection: &mut PgConnection,
    rule: Rule,
    settings: &RuleSettings,
    seen: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Signal>> {
    let since = now - TimeDelta::seconds(settings.window_s.into());
    let threshold = settings.threshold;
    let each = Recorded { rule, together: None, threshold, seen, since };
    match rule {
        Rule::Exported => each.find(connection, &["audit.exported", "settings.exported"]).await,
        Rule::FailedSignIns => {
            let threshold = threshold * ALL_ADDRESSES;
            let all = Recorded { together: Some("sign_ins:all"), threshold, ..each };
            let mut found = each.find(connection, &["session.failed"]).await?;
            found.extend(all.find(connection, &["session.failed"]).await?);
            Ok(found)
        }
        Rule::RoleChanged => each.find(connection, &["admin.created", "admin.updated"]).await,
        Rule::SecondFactorOff => each.find(connection, &["admin.totp_reset"]).await,
        Rule::SettingsRolledBack => {
            each.find(connection, &["settings.rolled_back", "settings.withdrawn"]).await
        }
        Rule::AuditBroken => audit_broken(connection).await,
        Rule::OutboxBehind => outbox_behind(connection, threshold, now).await,
        Rule::SmsFailing => sms_failing(connection, threshold, since).await,
        Rule::SourceDown => source_down(connection, threshold, since).await,
    }
}

/// Which records a rule counts, and from how many on.
#[derive(Clone, Copy)]
struct Recorded {
    rule: Rule,
    /// What they are all said to be of; else each is of what it was done to, and exports of who made
    /// them.
    together: Option<&'static str>,
    threshold: f64,
    /// The last record that was looked at before.
    seen: i64,
    /// Where the window begins.
    since: DateTime<Utc>,
}

impl Recorded {
    /// Records of these actions, by subject. Where once is enough, what nobody has looked at counts
    /// however old it is; else what is within the window.
    async fn find(self, connection: &mut PgConnection, actions: &[&str]) -> Result<Vec<Signal>> {
        let once = self.threshold <= 1.0;
        let (after, since) = if once { (self.seen, DateTime::UNIX_EPOCH) } else { (0, self.since) };
        let actions: Vec<String> = actions.iter().map(|&action| action.to_owned()).collect();
        let rows = sqlx::query!(
            r#"SELECT r.subject AS "subject!", count(*) AS "times!", max(r.number) AS "number!"
               FROM (
                   SELECT number,
                          CASE WHEN $5::text IS NOT NULL THEN $5
                               WHEN $1 = 'exported' THEN concat_ws(':', actor_kind, actor_email)
                               ELSE target END AS subject
                   FROM audit_records
                   -- The text of a change of the role, which no value can hold: its quotes were
                   -- escaped.
                   WHERE action = ANY($2) AND at > $3 AND number > $4
                     AND (action <> 'admin.updated' OR payload LIKE '%"path":"role"%')
               ) r
               LEFT JOIN LATERAL (
                   SELECT e.last_number FROM alert_events e
                   WHERE e.rule = $1 AND e.subject = r.subject ORDER BY e.id DESC LIMIT 1
               ) e ON true
               WHERE r.number > coalesce(e.last_number, 0)
               GROUP BY r.subject"#,
            self.rule.as_str(),
            &actions,
            since,
            after,
            self.together,
        )
        .fetch_all(connection)
        .await?;
        let signals = rows.into_iter().map(|row| Signal::Happened {
            subject: row.subject,
            times: row.times,
            threshold: self.threshold,
            number: row.number,
        });
        Ok(signals.collect())
    }
}

/// The job that follows the chain before it signs has failed.
async fn audit_broken(connection: &mut PgConnection) -> Result<Vec<Signal>> {
    let failed = sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT FROM job_runs WHERE name = $1 AND outcome = 'failed'
           ) AS "failed!""#,
        SIGN_CHECKPOINTS,
    )
    .fetch_one(connection)
    .await?;
    let signal = || Signal::Holds { subject: "audit:records".to_owned(), value: 1.0 };
    Ok(failed.then(signal).into_iter().collect())
}

async fn outbox_behind(
    connection: &mut PgConnection,
    threshold_s: f64,
    now: DateTime<Utc>,
) -> Result<Vec<Signal>> {
    let waits_s = sqlx::query_scalar!(
        "SELECT extract(epoch FROM $1 - min(created_at))::float8 FROM outbox_deliveries
         WHERE set_aside_at IS NULL",
        now,
    )
    .fetch_one(connection)
    .await?;
    let behind = waits_s.filter(|waits_s| *waits_s >= threshold_s);
    let signal = |value| Signal::Holds { subject: "outbox:events".to_owned(), value };
    Ok(behind.map(signal).into_iter().collect())
}

/// Messages that a vendor did not take for reasons of its own or ours, or did not bring to the phone. A
/// number that it refuses says nothing of it, nor does what is under way.
async fn sms_failing(
    connection: &mut PgConnection,
    threshold: f64,
    since: DateTime<Utc>,
) -> Result<Vec<Signal>> {
    let rows = sqlx::query!(
        r#"SELECT vendor, failed::float8 / messages AS "share!"
           FROM (
               SELECT vendor, count(*) AS messages,
                      count(*) FILTER (WHERE outcome IN ('call_refused', 'unreachable',
                                                         'undelivered', 'unknown')) AS failed
               FROM sms_deliveries
               WHERE created_at > $1 AND outcome NOT IN ('number_refused', 'limited')
                 AND (outcome <> 'unknown' OR took_ms > 0)
               GROUP BY vendor
           ) v
           WHERE messages >= $2 AND failed >= $3::float8 * messages"#,
        since,
        FEWEST_MESSAGES,
        threshold,
    )
    .fetch_all(connection)
    .await?;
    let signals = rows
        .into_iter()
        .map(|row| Signal::Holds { subject: format!("sms:{}", row.vendor), value: row.share });
    Ok(signals.collect())
}

/// The share of the edges seen lately whose breaker for a source is open.
async fn source_down(
    connection: &mut PgConnection,
    threshold: f64,
    since: DateTime<Utc>,
) -> Result<Vec<Signal>> {
    let rows = sqlx::query!(
        r#"SELECT source, share AS "share!"
           FROM (
               SELECT source, avg((breaker = 'open')::integer)::float8 AS share
               FROM source_states WHERE seen_at > $1 GROUP BY source
           ) s
           WHERE share >= $2"#,
        since,
        threshold,
    )
    .fetch_all(connection)
    .await?;
    let signals = rows
        .into_iter()
        .map(|row| Signal::Holds { subject: format!("source:{}", row.source), value: row.share });
    Ok(signals.collect())
}
