use std::collections::{HashMap, hash_map::Entry};

use chrono::TimeDelta;

use super::{Change, Favorite, FavoriteOperation, Invalid, ItemId, ItemKind, LibraryError};
use crate::{
    outbox::Event,
    store::favorites::{self, FavoriteRow},
};

/// The most operations at once.
const MAX_OPERATIONS: usize = 100;

/// What came of operations on favourites.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ChangedFavorites {
    pub created: u32,
    pub updated: u32,
    pub deleted: u32,
    /// Those that are favourites now, of those that were named.
    pub favorites: Vec<Favorite>,
}

impl Change {
    /// Does operations in their order. What is a favourite already keeps its place and takes the new
    /// snapshot; to remove what is none changes nothing.
    pub async fn change_favorites(
        &mut self,
        operations: Vec<FavoriteOperation>,
    ) -> Result<ChangedFavorites, LibraryError> {
        if !(1..=MAX_OPERATIONS).contains(&operations.len()) {
            return Err(Invalid::new("operations", "must be 1 to 100").into());
        }
        let (user_id, at) = (self.user_id, self.now);
        let keys: Vec<_> = operations.iter().map(|named| (named.kind, &named.id)).collect();
        let found = favorites::get_many(self.connection(), user_id, &keys).await?;
        let mut now: HashMap<_, _> = found
            .into_iter()
            .map(|favorite| ((favorite.kind, favorite.id.clone()), favorite))
            .collect();
        let mut done = ChangedFavorites::default();
        let mut rows = HashMap::new();
        for (place, operation) in (0..).zip(operations) {
            if let Some(row) = self.change_favorite(operation, place, &mut now, &mut done) {
                rows.insert((row.kind, row.id.clone()), row);
            }
        }
        done.favorites = now.into_values().collect();
        if rows.is_empty() {
            return Ok(done);
        }
        let rows: Vec<_> = rows.into_values().collect();
        favorites::write(self.connection(), user_id, &rows, at).await?;
        self.tell(&Event::favorites_changed(self.revision(), &rows)).await?;
        Ok(done)
    }

    /// Does one operation on what there is; answers the row that is to be written, if one is.
    fn change_favorite(
        &mut self,
        operation: FavoriteOperation,
        place: i64,
        now: &mut HashMap<(ItemKind, ItemId), Favorite>,
        done: &mut ChangedFavorites,
    ) -> Option<FavoriteRow> {
        let FavoriteOperation { kind, id, snapshot } = operation;
        let (created_at, snapshot) = match (now.entry((kind, id.clone())), snapshot) {
            (Entry::Vacant(_), None) => return None,
            (Entry::Occupied(entry), None) => {
                done.deleted += 1;
                (entry.remove().created_at, None)
            }
            (Entry::Occupied(entry), Some(snapshot)) if entry.get().snapshot == snapshot => {
                done.updated += 1;
                return None;
            }
            (Entry::Occupied(mut entry), Some(snapshot)) => {
                done.updated += 1;
                entry.get_mut().snapshot = snapshot.clone();
                (entry.get().created_at, Some(snapshot))
            }
            (Entry::Vacant(entry), Some(snapshot)) => {
                done.created += 1;
                // Those that come together are listed as if one had come after the other.
                let created_at = self.now + TimeDelta::microseconds(place);
                entry.insert(Favorite {
                    kind,
                    id: id.clone(),
                    snapshot: snapshot.clone(),
                    created_at,
                });
                (created_at, Some(snapshot))
            }
        };
        Some(FavoriteRow { kind, id, snapshot, created_at, revision: self.next_revision() })
    }
}
