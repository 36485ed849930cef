use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Entry, Favorite, ItemId, ItemKind, Library, LibraryError, Marks, Page, Play, Playback,
    Playlist, Substitution, page::cursor,
};
use crate::{
    accounts::Caller,
    store::{favorites, library, playbacks, playlist_entries, playlists, plays, substitutions},
};

/// One thing of a library that is not as it was, as it is now.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "as in the contract")]
pub enum Changed {
    Favorite(Favorite),
    FavoriteDeleted(ItemKind, ItemId),
    Playlist(Playlist),
    PlaylistDeleted(Uuid),
    Entry { playlist_id: Uuid, entry: Entry, after: Option<Uuid> },
    EntryDeleted { playlist_id: Uuid, id: Uuid },
    Substitution(Substitution),
    SubstitutionDeleted(ItemId),
    Play(Play),
    PlaysCleared,
    Playback(Playback),
}

/// A part of what changed since a revision.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Up to where this tells.
    pub revision: u64,
    /// What the reader has is worth nothing, and this tells from the beginning.
    pub reset: bool,
    /// Each with its revision, in their order.
    pub items: Vec<(u64, Changed)>,
    /// Where the next part begins; empty when there is none.
    pub next_cursor: String,
}

/// How far a reading has come.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Reading {
    /// What was told.
    until: u64,
    /// The floor when it began. One that is higher now, and higher than what was told, means that
    /// deletions may have been missed.
    floor: u64,
}

impl Library {
    /// What changed after `since`, or, on a page behind the first, from where that ended. A reader who
    /// has nothing asks for everything after 0.
    pub async fn list_changes(
        &self,
        caller: &Caller,
        since: u64,
        page: &Page,
    ) -> Result<Changes, LibraryError> {
        let reading: Option<Reading> = page.after()?;
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let Marks { revision, floor, .. } = marks;
        let (since, missed) = match reading {
            Some(Reading { until, floor: before }) => (until, before.max(until) < floor),
            None => (since, 0 < since && since < floor),
        };
        // A revision that is yet to come was given out before the database was restored.
        let reset = missed || since > revision;
        let since = if reset { 0 } else { since };
        let (connection, user_id) = (&mut transaction, caller.user_id);
        let told = library::changed_revisions(connection, user_id, since, page.rows()).await?;
        let told: Vec<_> = told.into_iter().filter(|told| *told <= revision).collect();
        let last = told.get(page.limit() - 1).filter(|_| told.len() > page.limit());
        let until = last.copied().unwrap_or(revision);
        let items = changes(connection, user_id, &marks, since, until).await?;
        let floor = reading.filter(|_| !reset).map_or(floor, |reading| reading.floor);
        let reading = Reading { until, floor };
        let next_cursor = last.map_or_else(String::new, |_| cursor(&reading));
        Ok(Changes { revision: until, reset, items, next_cursor })
    }
}

/// Everything that changed after one revision and up to another.
async fn changes(
    connection: &mut PgConnection,
    user_id: Uuid,
    marks: &Marks,
    since: u64,
    until: u64,
) -> Result<Vec<(u64, Changed)>, LibraryError> {
    let mut items = Vec::new();
    for row in favorites::changes(connection, user_id, since, until).await? {
        let favorites::FavoriteRow { kind, id, snapshot, created_at, revision } = row;
        let changed = match snapshot {
            Some(snapshot) => Changed::Favorite(Favorite { kind, id, snapshot, created_at }),
            None => Changed::FavoriteDeleted(kind, id),
        };
        items.push((revision, changed));
    }
    for row in playlists::changes(connection, user_id, since, until).await? {
        let changed = if row.deleted {
            Changed::PlaylistDeleted(row.playlist.id)
        } else {
            Changed::Playlist(row.playlist)
        };
        items.push((row.revision, changed));
    }
    for row in playlist_entries::changes(connection, user_id, since, until).await? {
        let playlist_entries::ChangedEntry { playlist_id, id, entry, after, revision } = row;
        let changed = match entry {
            Some(entry) => Changed::Entry { playlist_id, entry, after },
            None => Changed::EntryDeleted { playlist_id, id },
        };
        items.push((revision, changed));
    }
    for row in substitutions::changes(connection, user_id, since, until).await? {
        let changed = if row.deleted {
            Changed::SubstitutionDeleted(row.substitution.track_id)
        } else {
            Changed::Substitution(row.substitution)
        };
        items.push((row.revision, changed));
    }
    let plays = plays::changes(connection, user_id, since, until).await?;
    items.extend(plays.into_iter().map(|(revision, play)| (revision, Changed::Play(play))));
    if (since + 1..=until).contains(&marks.plays_cleared) {
        items.push((marks.plays_cleared, Changed::PlaysCleared));
    }
    let playback = playbacks::get(connection, user_id).await?;
    let playback = playback.filter(|(revision, _)| (since + 1..=until).contains(revision));
    items.extend(playback.map(|(revision, playback)| (revision, Changed::Playback(playback))));
    items.sort_unstable_by_key(|(revision, _)| *revision);
    Ok(items)
}
