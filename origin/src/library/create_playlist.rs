use super::{Change, LibraryError, MAX_PLAYLISTS, NewPlaylist, Playlist};
use crate::{entropy, outbox::Event, store::playlists};

impl Change {
    /// Makes an empty playlist.
    pub async fn create_playlist(&mut self, new: NewPlaylist) -> Result<Playlist, LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        if playlists::count(self.connection(), user_id).await? >= MAX_PLAYLISTS {
            return Err(LibraryError::PlaylistLimitExceeded);
        }
        let (id, revision) = (entropy::id(now), self.next_revision());
        let playlist =
            playlists::insert(self.connection(), user_id, id, &new, revision, now).await?;
        self.tell(&Event::playlist_changed(revision, &playlist)).await?;
        Ok(playlist)
    }
}
