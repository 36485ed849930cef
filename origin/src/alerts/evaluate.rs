use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{Alerts, EventState, Rule, RuleSettings, Signal};
use crate::{
    entropy,
    store::{
        self, alert_deliveries, alert_evaluations, alert_events, alert_signals, alert_webhooks,
        audit_records,
    },
};

/// A state that was over for this long and is there again counts as another.
const OVER_AFTER: TimeDelta = TimeDelta::minutes(2);

impl Alerts {
    /// Looks for what the rules are about; opens events, or counts in those that are open. Answers the
    /// events opened. Several origins may do so at once.
    ///
    /// Where once is enough, everything is found that was recorded since the last time, however long
    /// that is ago. What happened while a rule was off is not told later.
    pub async fn evaluate(&self) -> store::Result<Vec<Uuid>> {
        let mut connection = self.store.connection().await?;
        // Before the rules: what is recorded meanwhile is found the next time at the latest.
        let (head, _) = audit_records::head(&mut connection).await?;
        let seen = alert_evaluations::last(&mut connection).await?;
        drop(connection);
        let mut opened = Vec::new();
        for (rule, settings) in self.rules().await? {
            if !settings.enabled {
                continue;
            }
            let mut connection = self.store.connection().await?;
            let now = self.clock.now();
            let signals = alert_signals::find(&mut connection, rule, &settings, seen, now).await?;
            drop(connection);
            for signal in signals {
                opened.extend(self.raise(rule, &settings, &signal, now).await?);
            }
        }
        // Last: what was found before a failure is found again, and counted once.
        if head > seen {
            alert_evaluations::advance(&mut *self.store.connection().await?, head).await?;
        }
        Ok(opened)
    }

    /// Opens an event for what was found, or counts it; answers the event if it was opened.
    async fn raise(
        &self,
        rule: Rule,
        settings: &RuleSettings,
        signal: &Signal,
        now: DateTime<Utc>,
    ) -> store::Result<Option<Uuid>> {
        let mut transaction = self.store.begin().await?;
        alert_events::lock(&mut transaction, rule, signal.subject()).await?;
        let last = alert_events::last(&mut transaction, rule, signal.subject()).await?;
        let is_open = last.as_ref().is_some_and(|last| last.state == EventState::Open);
        let (times, number, value) = match *signal {
            Signal::Happened { times, number, .. } => {
                // Another evaluation may have counted them in between.
                let known = last.as_ref().and_then(|last| last.last_number).unwrap_or(0);
                if known >= number {
                    return Ok(None);
                }
                (times, Some(number), None)
            }
            Signal::Holds { value, .. } => {
                let over = last.as_ref().is_none_or(|last| now - last.last_at >= OVER_AFTER);
                (i64::from(over), None, Some(value))
            }
        };
        let fires = match signal {
            #[expect(clippy::cast_precision_loss, reason = "nobody counts past 2^52")]
            Signal::Happened { times, threshold, .. } => *times as f64 >= *threshold,
            Signal::Holds { .. } => times > 0,
        };
        match last {
            Some(last) if is_open || value.is_some() && !fires => {
                alert_events::count(&mut transaction, last.id, times, number, value, now).await?;
                transaction.commit().await?;
                Ok(None)
            }
            _ if !fires => Ok(None),
            _ => {
                let id = entropy::id(now);
                let event = alert_events::New { id, rule, signal, count: times, number, value };
                alert_events::open(&mut transaction, &event, now).await?;
                if alert_webhooks::get(&mut transaction).await?.is_some_and(|hook| hook.enabled) {
                    let body = body(id, rule, settings, signal, now);
                    let delivery = entropy::id(now);
                    alert_deliveries::insert(&mut transaction, delivery, id, &body, now).await?;
                }
                transaction.commit().await?;
                Ok(Some(id))
            }
        }
    }
}

/// What the webhook is told of an event.
fn body(
    id: Uuid,
    rule: Rule,
    settings: &RuleSettings,
    signal: &Signal,
    now: DateTime<Utc>,
) -> String {
    let (count, value, threshold) = match signal {
        Signal::Happened { times, threshold, .. } => (*times, None, *threshold),
        Signal::Holds { value, .. } => (1, Some(*value), settings.threshold),
    };
    json!({
        "type": "alert.opened",
        "id": id,
        "rule": rule,
        "subject": signal.subject(),
        "count": count,
        "value": value,
        "threshold": threshold,
        "unit": rule.unit(),
        "window_s": settings.window_s,
        "opened_at": now.to_rfc3339_opts(SecondsFormat::Millis, true),
    })
    .to_string()
}
