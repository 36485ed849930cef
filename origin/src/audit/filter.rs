use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// Which records; everything that is `None` is not asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who did it.
    pub actor: Option<ActorFilter>,
    /// What was done: an action's name, or its resource for all of that.
    pub action: Option<String>,
    /// What it was done to, `kind:id`.
    pub target: Option<String>,
    /// Written then or later.
    pub from: Option<DateTime<Utc>>,
    /// Written before then.
    pub to: Option<DateTime<Utc>>,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorFilter {
    /// `admin`, `cli` or `system`.
    Kind(String),
    /// An administrator.
    Id(Uuid),
    /// An administrator, by the address they had then.
    Email(String),
}

impl ActorFilter {
    /// Understands a kind, an id or an address.
    pub fn parse(text: &str) -> Self {
        match (text, text.parse()) {
            ("admin" | "cli" | "system", _) => Self::Kind(text.to_owned()),
            (_, Ok(id)) => Self::Id(id),
            (_, Err(_)) => Self::Email(text.to_owned()),
        }
    }

    /// As [`Self::parse`] takes it.
    pub fn to_text(&self) -> String {
        match self {
            Self::Kind(text) | Self::Email(text) => text.clone(),
            Self::Id(id) => id.to_string(),
        }
    }
}

impl Filter {
    /// What is asked about, for the record of an export.
    pub fn to_json(&self) -> Value {
        let instant = |at: &DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let mut filter = json!({
            "actor": self.actor.as_ref().map(ActorFilter::to_text),
            "action": self.action,
            "target": self.target,
            "from": self.from.as_ref().map(instant),
            "to": self.to.as_ref().map(instant),
        });
        if let Value::Object(members) = &mut filter {
            members.retain(|_, value| !value.is_null());
        }
        filter
    }
}
