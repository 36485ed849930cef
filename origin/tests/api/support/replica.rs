use std::collections::BTreeMap;

use wasm_shared::contract::user::v1::{EntryChange, LibraryChange, library_change::Change};

use super::{Listener, listener::Told};

/// A device's own copy of a library, kept by the changes it is told.
#[derive(Debug, Default)]
pub struct Replica {
    pub revision: u64,
    /// Kind and id → title.
    pub favorites: BTreeMap<(i32, String), String>,
    /// Id → name.
    pub playlists: BTreeMap<String, String>,
    /// Playlist → ids of its entries in their order.
    pub entries: BTreeMap<String, Vec<String>>,
    pub plays: Vec<String>,
}

impl Replica {
    /// Asks for what changed since the last time, in pages of `limit`.
    pub async fn follow(&mut self, listener: &Listener, limit: u32) {
        let Told { revision, reset, items } = listener.changes(self.revision, limit).await;
        if reset {
            *self = Self::default();
        }
        assert!(items.is_sorted_by(|one, next| one.revision < next.revision));
        assert!(items.iter().all(|item| item.revision > self.revision || reset));
        for item in items {
            self.apply(item);
        }
        self.revision = revision;
    }

    /// That it is what a device that reads the lists sees.
    pub async fn assert_whole(&self, listener: &Listener) {
        let favorites = listener.favorites().await.into_iter();
        let favorites = favorites.map(|item| ((item.kind, item.id), item.snapshot.unwrap().title));
        assert_eq!(favorites.collect::<BTreeMap<_, _>>(), self.favorites);
        for id in self.playlists.keys() {
            let entries = listener.entries(id).await.into_iter().map(|entry| entry.id);
            let told = self.entries.get(id).cloned().unwrap_or_default();
            assert_eq!(entries.collect::<Vec<_>>(), told);
        }
    }

    fn apply(&mut self, LibraryChange { change, .. }: LibraryChange) {
        match change.unwrap() {
            Change::Favorite(item) => {
                self.favorites.insert((item.kind, item.id), item.snapshot.unwrap().title);
            }
            Change::FavoriteDeleted(item) => drop(self.favorites.remove(&(item.kind, item.id))),
            Change::Playlist(item) => drop(self.playlists.insert(item.id, item.name)),
            Change::PlaylistDeleted(id) => {
                self.playlists.remove(&id);
                self.entries.remove(&id);
            }
            Change::Entry(EntryChange { playlist_id, entry, after }) => {
                let entries = self.entries.entry(playlist_id).or_default();
                let id = entry.unwrap().id;
                entries.retain(|known| *known != id);
                let place = match after.as_str() {
                    "" => 0,
                    after => 1 + entries.iter().position(|known| known == after).unwrap(),
                };
                entries.insert(place, id);
            }
            Change::EntryDeleted(EntryChange { playlist_id, entry, .. }) => {
                let id = entry.unwrap().id;
                self.entries.entry(playlist_id).or_default().retain(|known| *known != id);
            }
            Change::Play(play) => self.plays.push(play.event_id),
            Change::PlaysCleared(_) => self.plays.clear(),
            Change::Substitution(_) | Change::SubstitutionDeleted(_) | Change::Playback(_) => {}
        }
    }
}
