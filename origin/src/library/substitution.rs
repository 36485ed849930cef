use chrono::{DateTime, Utc};

use super::{Instant, ItemId};

/// The listener's own choice of what plays in place of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// What was asked for.
    pub track_id: ItemId,
    /// What plays.
    pub use_track_id: ItemId,
    /// When it was chosen.
    pub updated_at: DateTime<Utc>,
}

impl Substitution {
    pub(super) fn key(&self) -> (Instant, ItemId) {
        (Instant(self.updated_at), self.track_id.clone())
    }
}
