use super::{Library, LibraryError, Listed, Page, Playlist};
use crate::{accounts::Caller, store::playlists};

impl Library {
    /// The caller's playlists, newest first.
    pub async fn list_playlists(
        &self,
        caller: &Caller,
        page: &Page,
        known_revision: Option<u64>,
    ) -> Result<Listed<Playlist>, LibraryError> {
        let after = page.after()?;
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let (connection, user_id) = (&mut transaction, caller.user_id);
        if let Some(known) = marks.comparable(known_revision)
            && !playlists::changed_since(connection, user_id, known).await?
        {
            return Ok(Listed::unchanged(marks.revision));
        }
        let items = playlists::list(connection, user_id, after, page.rows()).await?;
        Ok(Listed::new(marks.revision, page, items, |playlist| playlist.id))
    }
}
