use uuid::Uuid;

use super::{Library, LibraryError, Playlist};
use crate::{accounts::Caller, store::playlists};

impl Library {
    /// One of the caller's playlists, and the library's revision.
    pub async fn get_playlist(
        &self,
        caller: &Caller,
        id: Uuid,
    ) -> Result<(u64, Playlist), LibraryError> {
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let found = playlists::get(&mut transaction, caller.user_id, id).await?;
        Ok((marks.revision, found.ok_or(LibraryError::NotFound)?.playlist))
    }
}
