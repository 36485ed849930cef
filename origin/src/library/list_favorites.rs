use super::{Favorite, ItemKind, Library, LibraryError, Listed, Page};
use crate::{accounts::Caller, store::favorites};

impl Library {
    /// The caller's favourites, of one kind or of all, newest first.
    pub async fn list_favorites(
        &self,
        caller: &Caller,
        kind: Option<ItemKind>,
        page: &Page,
        known_revision: Option<u64>,
    ) -> Result<Listed<Favorite>, LibraryError> {
        let after = page.after()?;
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let (connection, user_id) = (&mut transaction, caller.user_id);
        if let Some(known) = marks.comparable(known_revision)
            && !favorites::changed_since(connection, user_id, known).await?
        {
            return Ok(Listed::unchanged(marks.revision));
        }
        let items = favorites::list(connection, user_id, kind, after, page.rows()).await?;
        Ok(Listed::new(marks.revision, page, items, Favorite::key))
    }
}
