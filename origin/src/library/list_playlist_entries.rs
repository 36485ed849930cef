use uuid::Uuid;

use super::{Entry, Library, LibraryError, Listed, Page};
use crate::{
    accounts::Caller,
    store::{playlist_entries, playlists},
};

impl Library {
    /// The entries of a playlist in its order, and the playlist's version.
    pub async fn list_playlist_entries(
        &self,
        caller: &Caller,
        playlist_id: Uuid,
        page: &Page,
        known_revision: Option<u64>,
    ) -> Result<(u64, Listed<Entry>), LibraryError> {
        let after = page.after()?;
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let found = playlists::get(&mut transaction, caller.user_id, playlist_id).await?;
        let found = found.ok_or(LibraryError::NotFound)?;
        let version = found.playlist.version;
        if marks.comparable(known_revision).is_some_and(|known| found.revision <= known) {
            return Ok((version, Listed::unchanged(marks.revision)));
        }
        let items =
            playlist_entries::list(&mut transaction, playlist_id, after, page.rows()).await?;
        Ok((version, Listed::new(marks.revision, page, items, Entry::key)))
    }
}
