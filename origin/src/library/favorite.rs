use chrono::{DateTime, Utc};

use super::{Instant, ItemId, ItemKind, Snapshot};

/// Something a listener likes.
#[derive(Debug, Clone, PartialEq)]
pub struct Favorite {
    /// What it is.
    pub kind: ItemKind,
    /// Which.
    pub id: ItemId,
    /// What it was called when it was saved last.
    pub snapshot: Snapshot,
    /// When it became one.
    pub created_at: DateTime<Utc>,
}

/// Where a favourite stands in the list.
pub type FavoriteKey = (Instant, ItemKind, ItemId);

impl Favorite {
    pub(super) fn key(&self) -> FavoriteKey {
        (Instant(self.created_at), self.kind, self.id.clone())
    }
}

/// What is to be done with a favourite.
#[derive(Debug, Clone)]
pub struct FavoriteOperation {
    /// What it is.
    pub kind: ItemKind,
    /// Which.
    pub id: ItemId,
    /// What it is called; `None` to remove it.
    pub snapshot: Option<Snapshot>,
}
