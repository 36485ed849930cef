use super::{Library, LibraryError, Listed, Page, RecentTrack};
use crate::{accounts::Caller, store::plays};

impl Library {
    /// The tracks the caller played, each once, last played first.
    pub async fn list_recent_tracks(
        &self,
        caller: &Caller,
        page: &Page,
        known_revision: Option<u64>,
    ) -> Result<Listed<RecentTrack>, LibraryError> {
        let after = page.after()?;
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let (connection, user_id) = (&mut transaction, caller.user_id);
        if let Some(known) = marks.comparable(known_revision)
            && known >= marks.plays_cleared
            && !plays::changed_since(connection, user_id, known).await?
        {
            return Ok(Listed::unchanged(marks.revision));
        }
        let items = plays::list_recent(connection, user_id, after, page.rows()).await?;
        Ok(Listed::new(marks.revision, page, items, RecentTrack::key))
    }
}
