use serde::Serialize;
use utoipa::ToSchema;

use super::Alerts;
use crate::{
    audit::{Action, Actor, Change},
    store::{self, alert_rules, audit_records},
};

/// Something worth telling administrators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The audit's chain does not hold.
    AuditBroken,
    /// Records or settings were taken away, by this administrator.
    Exported,
    /// So many failures to sign in at one address, or four times as many at all addresses together.
    FailedSignIns,
    /// Events wait longer than this for the edges.
    OutboxBehind,
    /// An administrator was made, or has another role.
    RoleChanged,
    /// An administrator's second factor was taken off.
    SecondFactorOff,
    /// A release of settings was rolled back or withdrawn.
    SettingsRolledBack,
    /// This share of a vendor's messages failed.
    SmsFailing,
    /// This share of the edges has given a source up for now.
    SourceDown,
}

/// What a threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Happenings within the window.
    Times,
    /// 0 to 1.
    Share,
    /// Seconds.
    Seconds,
}

/// How a rule is evaluated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleSettings {
    /// Whether it is.
    pub enabled: bool,
    /// From when on it fires, in the rule's unit.
    pub threshold: f64,
    /// How far back it looks, in seconds; where once is enough, to the last evaluation instead.
    pub window_s: i32,
}

/// What is to be changed of a rule; `None` leaves it.
#[derive(Debug, Clone, Copy, Default)]
pub struct RuleChange {
    /// Whether it is evaluated.
    pub enabled: Option<bool>,
    /// From when on it fires.
    pub threshold: Option<f64>,
    /// How far back it looks.
    pub window_s: Option<i32>,
}

/// A rule is not changed.
#[derive(Debug, thiserror::Error)]
pub enum RuleChangeError {
    /// The threshold is none of the rule's unit.
    #[error("must be {0}")]
    Threshold(&'static str),
    /// The window is too short or too long.
    #[error("must be 10 to 86400")]
    Window,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::AuditBroken,
        Self::Exported,
        Self::FailedSignIns,
        Self::OutboxBehind,
        Self::RoleChanged,
        Self::SecondFactorOff,
        Self::SettingsRolledBack,
        Self::SmsFailing,
        Self::SourceDown,
    ];

    /// As it is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuditBroken => "audit_broken",
            Self::Exported => "exported",
            Self::FailedSignIns => "failed_sign_ins",
            Self::OutboxBehind => "outbox_behind",
            Self::RoleChanged => "role_changed",
            Self::SecondFactorOff => "second_factor_off",
            Self::SettingsRolledBack => "settings_rolled_back",
            Self::SmsFailing => "sms_failing",
            Self::SourceDown => "source_down",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == text)
    }

    /// What its threshold counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::OutboxBehind => Unit::Seconds,
            Self::SmsFailing | Self::SourceDown => Unit::Share,
            _ => Unit::Times,
        }
    }

    /// How it is evaluated unless an administrator says otherwise.
    pub const fn defaults(self) -> RuleSettings {
        let (threshold, window_s) = match self {
            Self::FailedSignIns => (5.0, 600),
            Self::OutboxBehind => (60.0, 300),
            Self::SmsFailing => (0.5, 600),
            Self::SourceDown => (0.5, 120),
            _ => (1.0, 300),
        };
        RuleSettings { enabled: true, threshold, window_s }
    }

    fn check(self, settings: &RuleSettings) -> Result<(), RuleChangeError> {
        let RuleSettings { threshold, window_s, .. } = *settings;
        let fits = match self.unit() {
            Unit::Times => (1.0..=1e6).contains(&threshold) && threshold.fract() == 0.0,
            Unit::Share => threshold > 0.0 && threshold <= 1.0,
            Unit::Seconds => (1.0..=86_400.0).contains(&threshold),
        };
        if !fits {
            return Err(RuleChangeError::Threshold(match self.unit() {
                Unit::Times => "a whole number from 1 to 1000000",
                Unit::Share => "above 0 and at most 1",
                Unit::Seconds => "1 to 86400",
            }));
        }
        if (10..=86_400).contains(&window_s) { Ok(()) } else { Err(RuleChangeError::Window) }
    }
}

impl Alerts {
    /// Every rule, and how it is evaluated.
    pub async fn rules(&self) -> store::Result<Vec<(Rule, RuleSettings)>> {
        let changed = alert_rules::list(&mut *self.store.connection().await?).await?;
        let settings = |rule: Rule| changed.get(rule.as_str()).copied();
        let all = Rule::ALL.into_iter();
        Ok(all.map(|rule| (rule, settings(rule).unwrap_or(rule.defaults()))).collect())
    }

    /// Changes a rule, from the next evaluation on. Answers how it is evaluated then.
    pub async fn change_rule(
        &self,
        actor: &Actor,
        rule: Rule,
        change: RuleChange,
    ) -> Result<RuleSettings, RuleChangeError> {
        let mut transaction = self.store.begin().await?;
        let before = alert_rules::lock(&mut transaction, rule).await?.unwrap_or(rule.defaults());
        let after = RuleSettings {
            enabled: change.enabled.unwrap_or(before.enabled),
            threshold: change.threshold.unwrap_or(before.threshold),
            window_s: change.window_s.unwrap_or(before.window_s),
        };
        rule.check(&after)?;
        let changes = [
            Change::of("enabled", before.enabled, after.enabled),
            Change::of("threshold", before.threshold, after.threshold),
            Change::of("window_s", before.window_s, after.window_s),
        ];
        let changes: Vec<_> = changes.into_iter().flatten().collect();
        if changes.is_empty() {
            return Ok(after);
        }
        alert_rules::put(&mut transaction, rule, &after, self.clock.now()).await?;
        let action = Action::AlertRuleChanged { rule: rule.as_str().to_owned(), changes };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(store::Error::from)?;
        Ok(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_allowed_and_names_are_read_back() {
        for rule in Rule::ALL {
            rule.check(&rule.defaults()).unwrap();
            assert_eq!(Rule::parse(rule.as_str()), Some(rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.as_str());
        }
    }

    #[test]
    fn a_threshold_is_one_of_its_unit() {
        let with = |rule: Rule, threshold| {
            rule.check(&RuleSettings { threshold, ..rule.defaults() }).is_ok()
        };
        for nothing in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
            assert!(Rule::ALL.into_iter().all(|rule| !with(rule, nothing)), "{nothing}");
        }
        assert!(with(Rule::SmsFailing, 1.0) && !with(Rule::SmsFailing, 1.1));
        assert!(with(Rule::FailedSignIns, 20.0) && !with(Rule::FailedSignIns, 2.5));
    }
}
