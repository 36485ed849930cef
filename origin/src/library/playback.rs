use chrono::{DateTime, Utc};

use super::{Invalid, ItemId, Snapshot};

/// The longest queue: what a playlist holds.
const MAX_QUEUE: usize = super::MAX_ENTRIES as usize;
/// Nothing is longer than a month.
const MAX_POSITION_MS: u64 = 31 * 24 * 60 * 60 * 1000;

/// What plays on one of the listener's devices, or played there last.
#[derive(Debug, Clone, PartialEq)]
pub struct Playback {
    /// Which.
    pub track_id: ItemId,
    /// What it is called.
    pub snapshot: Snapshot,
    /// How far it is.
    pub position_ms: u64,
    /// Whether it plays.
    pub state: PlaybackState,
    /// What comes after, the next first.
    pub queue: Vec<ItemId>,
    /// Where.
    pub device_id: String,
    /// When this was so.
    pub updated_at: DateTime<Utc>,
}

impl Playback {
    pub(super) fn check(self) -> Result<Self, Invalid> {
        if self.position_ms > MAX_POSITION_MS {
            return Err(Invalid::new("position_ms", "must be up to a month"));
        }
        if self.queue.len() > MAX_QUEUE {
            return Err(Invalid::new("queue", "must be up to 10000 tracks"));
        }
        Ok(self)
    }
}

/// Whether something plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PlaybackState {
    Playing,
    Paused,
    Stopped,
}

impl PlaybackState {
    const ALL: [Self; 3] = [Self::Playing, Self::Paused, Self::Stopped];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Playing => "playing",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
