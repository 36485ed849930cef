use uuid::Uuid;

use super::{Change, LibraryError};
use crate::{
    outbox::Event,
    store::{playlist_entries, playlists},
};

impl Change {
    /// Deletes a playlist with its entries, if it is as the caller knows it.
    pub async fn delete_playlist(
        &mut self,
        id: Uuid,
        if_version: Option<u64>,
    ) -> Result<(), LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        self.playlist(id).await?.expect_version(if_version)?;
        let revision = self.next_revision();
        playlists::delete(self.connection(), user_id, id, revision, now).await?;
        playlist_entries::delete_all(self.connection(), id).await?;
        self.tell(&Event::playlist_deleted(revision, id)).await
    }
}
