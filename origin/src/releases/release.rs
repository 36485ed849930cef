use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::Document;

/// A release of the settings document.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// From 1 on, without gaps.
    pub number: i64,
    /// Where it came from.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub document: Document,
    /// For how many of the users it holds, 1 to 100; of one that is over, for how many it held last.
    pub rollout_percent: u8,
    /// An administrator's e-mail address, `cli` or `system`.
    pub author: String,
    /// Why, in the author's words.
    pub reason: String,
    /// The release that a rollback went back to.
    pub restores: Option<i64>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// That of before the first: the defaults.
impl Default for Release {
    fn default() -> Self {
        Self {
            number: 0,
            kind: Kind::Publish,
            state: State::Active,
            document: Document::default(),
            rollout_percent: 100,
            author: "system".to_owned(),
            reason: String::new(),
            restores: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }
}

/// Where a release came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReleaseKind)]
pub enum Kind {
    /// Somebody's changes.
    Publish,
    /// An earlier release.
    Rollback,
    /// A file.
    Import,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Publish, Self::Rollback, Self::Import];

    /// The name in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Rollback => "rollback",
            Self::Import => "import",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Where a release stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReleaseState)]
pub enum State {
    /// It holds for everybody, or for all whom the one that is rolled out does not reach.
    Active,
    /// It holds for a share of the users.
    RollingOut,
    /// Another has taken its place.
    Superseded,
    /// It was rolled out and taken back.
    Withdrawn,
}

impl State {
    const ALL: [Self; 4] = [Self::Active, Self::RollingOut, Self::Superseded, Self::Withdrawn];

    /// The name in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::RollingOut => "rolling_out",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}
