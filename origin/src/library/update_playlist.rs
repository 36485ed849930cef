use uuid::Uuid;

use super::{Change, LibraryError, Playlist, PlaylistChange};
use crate::{outbox::Event, store::playlists};

impl Change {
    /// Changes the fields that are given, if the playlist is as the caller knows it.
    pub async fn update_playlist(
        &mut self,
        id: Uuid,
        change: &PlaylistChange,
        if_version: Option<u64>,
    ) -> Result<Playlist, LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        self.playlist(id).await?.expect_version(if_version)?;
        let revision = self.next_revision();
        let connection = self.connection();
        let playlist = playlists::update(connection, user_id, id, change, revision, now).await?;
        self.tell(&Event::playlist_changed(revision, &playlist)).await?;
        Ok(playlist)
    }

    /// Goes on only when the playlist is as the caller knows it.
    pub async fn expect_version(
        &mut self,
        playlist_id: Uuid,
        version: Option<u64>,
    ) -> Result<(), LibraryError> {
        match version {
            Some(_) => self.playlist(playlist_id).await?.expect_version(version),
            None => Ok(()),
        }
    }

    /// One of the user's playlists.
    pub(super) async fn playlist(&mut self, id: Uuid) -> Result<Playlist, LibraryError> {
        let user_id = self.user_id;
        let found = playlists::get(self.connection(), user_id, id).await?;
        Ok(found.ok_or(LibraryError::NotFound)?.playlist)
    }

    /// Notes that a playlist has so many entries more or fewer, and has the devices told.
    pub(super) async fn entries_changed(
        &mut self,
        id: Uuid,
        more: i32,
    ) -> Result<Playlist, LibraryError> {
        let (user_id, now, revision) = (self.user_id, self.now, self.next_revision());
        let connection = self.connection();
        let playlist =
            playlists::count_entries(connection, user_id, id, more, revision, now).await?;
        self.tell(&Event::playlist_changed(revision, &playlist)).await?;
        Ok(playlist)
    }
}
