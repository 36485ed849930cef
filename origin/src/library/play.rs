use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Instant, Invalid, ItemId, Snapshot};

const MAX_EVENT_ID: usize = 128;
/// Longer plays than a month are none.
const MAX_PLAYED_MS: u64 = 31 * 24 * 60 * 60 * 1000;

/// What a player names a play by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(try_from = "String")]
#[sqlx(transparent)]
pub struct EventId(String);

impl EventId {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EventId {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let written = text.bytes().all(|byte| byte.is_ascii_graphic());
        if written && (1..=MAX_EVENT_ID).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err(Invalid::new("event_id", "must be 1 to 128 visible ASCII characters"))
        }
    }
}

/// That something was played.
#[derive(Debug, Clone, PartialEq)]
pub struct Play {
    /// The same play told twice is one.
    pub event_id: EventId,
    /// What.
    pub track_id: ItemId,
    /// What it was called then.
    pub snapshot: Snapshot,
    /// When it began.
    pub played_at: DateTime<Utc>,
    /// How far.
    pub played_ms: u64,
    /// To its end.
    pub completed: bool,
}

impl Play {
    /// Checks the figures. A clock that is ahead says now.
    pub(super) fn check(mut self, now: DateTime<Utc>) -> Result<Self, Invalid> {
        if self.played_ms > MAX_PLAYED_MS {
            return Err(Invalid::new("played_ms", "must be up to a month"));
        }
        self.played_at = self.played_at.min(now);
        Ok(self)
    }

    pub(super) fn key(&self) -> (Instant, EventId) {
        (Instant(self.played_at), self.event_id.clone())
    }
}

/// A track with its latest play.
#[derive(Debug, Clone, PartialEq)]
pub struct RecentTrack {
    /// Which.
    pub track_id: ItemId,
    /// What it was called then.
    pub snapshot: Snapshot,
    /// When its latest play began.
    pub last_played_at: DateTime<Utc>,
    /// How far it was played then.
    pub progress_ms: u64,
    /// To its end.
    pub completed: bool,
    /// How often it was played.
    pub play_count: u32,
}

impl RecentTrack {
    pub(super) fn key(&self) -> (Instant, ItemId) {
        (Instant(self.last_played_at), self.track_id.clone())
    }
}
