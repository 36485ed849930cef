use uuid::Uuid;

use super::{Change, Invalid, LibraryError, Playlist, Position};
use crate::store::playlist_entries;

impl Change {
    /// Moves an entry. One row is written, but for the rare time when ranks have become long.
    pub async fn move_playlist_entry(
        &mut self,
        playlist_id: Uuid,
        entry_id: Uuid,
        position: Position,
    ) -> Result<Playlist, LibraryError> {
        let playlist = self.playlist(playlist_id).await?;
        let place = playlist_entries::place(self.connection(), playlist_id, entry_id).await?;
        place.filter(|place| !place.deleted).ok_or(LibraryError::NotFound)?;
        if position == Position::After(entry_id) {
            return Err(Invalid::new("after", "must be another entry").into());
        }
        let ranks = self.ranks(playlist_id, position, Some(entry_id), 1).await?;
        let Some(rank) = ranks.into_iter().next() else { return Ok(playlist) };
        let revision = self.next_revision();
        playlist_entries::set_place(self.connection(), entry_id, &rank, revision).await?;
        self.entries_changed(playlist_id, 0).await
    }
}
