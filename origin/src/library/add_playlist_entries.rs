use uuid::Uuid;

use super::{Change, Entry, Invalid, LibraryError, MAX_ENTRIES, NewEntry, Playlist, Rank};
use crate::{
    entropy,
    store::playlist_entries::{self, EntryRow},
};

/// The most entries put in at once.
const MAX_NEW: usize = 1_000;

/// Where in a playlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// Behind an entry. One that another device just removed will do as well.
    After(Uuid),
    /// Behind all others.
    Last,
}

/// The neighbours of a gap; none at an end.
type Gap = (Option<Rank>, Option<Rank>);

impl Change {
    /// Puts tracks into a playlist, together and in their order.
    pub async fn add_playlist_entries(
        &mut self,
        playlist_id: Uuid,
        new: Vec<NewEntry>,
        position: Position,
    ) -> Result<(Playlist, Vec<Entry>), LibraryError> {
        if !(1..=MAX_NEW).contains(&new.len()) {
            return Err(Invalid::new("items", "must be 1 to 1000").into());
        }
        let count = u32::try_from(new.len()).unwrap_or(u32::MAX);
        if self.playlist(playlist_id).await?.track_count.saturating_add(count) > MAX_ENTRIES {
            return Err(LibraryError::PlaylistFull);
        }
        let ranks = self.ranks(playlist_id, position, None, new.len()).await?;
        let rows = new.into_iter().zip(ranks).map(|(NewEntry { track_id, snapshot }, rank)| {
            let (id, added_at) = (entropy::id(self.now), self.now);
            let entry = Entry { id, rank, track_id, snapshot, added_at };
            EntryRow { entry, revision: self.next_revision() }
        });
        let rows: Vec<_> = rows.collect();
        let user_id = self.user_id;
        playlist_entries::insert(self.connection(), user_id, playlist_id, &rows).await?;
        let playlist = self.entries_changed(playlist_id, count.cast_signed()).await?;
        Ok((playlist, rows.into_iter().map(|row| row.entry).collect()))
    }

    /// Ranks for so many entries at a position; `moving` is an entry that leaves its place for it.
    pub(super) async fn ranks(
        &mut self,
        playlist_id: Uuid,
        position: Position,
        moving: Option<Uuid>,
        count: usize,
    ) -> Result<Vec<Rank>, LibraryError> {
        let (after, before) = self.gap(playlist_id, position, moving).await?;
        let ranks = Rank::spread(after.as_ref(), before.as_ref(), count);
        if !ranks.iter().any(Rank::is_long) {
            return Ok(ranks);
        }
        let ids = playlist_entries::ids(self.connection(), playlist_id).await?;
        let fresh = Rank::fresh(ids.len());
        playlist_entries::set_ranks(self.connection(), playlist_id, &ids, &fresh).await?;
        let (after, before) = self.gap(playlist_id, position, moving).await?;
        Ok(Rank::spread(after.as_ref(), before.as_ref(), count))
    }

    async fn gap(
        &mut self,
        playlist_id: Uuid,
        position: Position,
        moving: Option<Uuid>,
    ) -> Result<Gap, LibraryError> {
        let connection = self.connection();
        let after = match position {
            Position::First => None,
            Position::Last => {
                let last = playlist_entries::last_rank(connection, playlist_id, moving).await?;
                return Ok((last, None));
            }
            Position::After(id) => {
                let place = playlist_entries::place(connection, playlist_id, id).await?;
                let unknown = Invalid::new("after", "must be an entry of the playlist");
                Some(place.ok_or(unknown)?.rank)
            }
        };
        let before =
            playlist_entries::next_rank(connection, playlist_id, after.as_ref(), moving).await?;
        Ok((after, before))
    }
}
