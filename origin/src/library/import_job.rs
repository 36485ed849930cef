use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A list that is being taken over into a playlist. The origin keeps it; an edge looks its lines up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportJob {
    /// Version 7.
    pub id: Uuid,
    /// Where its tracks go.
    pub playlist_id: Uuid,
    /// Where it stands.
    pub state: ImportState,
    /// How many lines it has.
    pub total: u32,
    /// How many of them were looked up.
    pub done: u32,
    /// How many of those were found.
    pub matched: u32,
    /// The first of those that were not.
    pub unmatched: Vec<String>,
    /// Why it failed; empty if it did not.
    pub failure: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it went on last.
    pub updated_at: DateTime<Utc>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ImportState {
    Running,
    Done,
    Failed,
}

impl ImportState {
    const ALL: [Self; 3] = [Self::Running, Self::Done, Self::Failed];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
