use uuid::Uuid;

use super::{Change, LibraryError, Playlist};
use crate::store::playlist_entries;

impl Change {
    /// Takes an entry out of a playlist. To do so again changes nothing.
    pub async fn delete_playlist_entry(
        &mut self,
        playlist_id: Uuid,
        entry_id: Uuid,
    ) -> Result<Playlist, LibraryError> {
        let playlist = self.playlist(playlist_id).await?;
        let place = playlist_entries::place(self.connection(), playlist_id, entry_id).await?;
        if place.ok_or(LibraryError::NotFound)?.deleted {
            return Ok(playlist);
        }
        let (revision, now) = (self.next_revision(), self.now);
        playlist_entries::delete(self.connection(), entry_id, revision, now).await?;
        self.entries_changed(playlist_id, -1).await
    }
}
