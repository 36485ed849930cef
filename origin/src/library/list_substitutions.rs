use super::{Library, LibraryError, Listed, Page, Substitution};
use crate::{accounts::Caller, store::substitutions};

impl Library {
    /// The caller's substitutions, latest choice first.
    pub async fn list_substitutions(
        &self,
        caller: &Caller,
        page: &Page,
        known_revision: Option<u64>,
    ) -> Result<Listed<Substitution>, LibraryError> {
        let after = page.after()?;
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let (connection, user_id) = (&mut transaction, caller.user_id);
        if let Some(known) = marks.comparable(known_revision)
            && !substitutions::changed_since(connection, user_id, known).await?
        {
            return Ok(Listed::unchanged(marks.revision));
        }
        let items = substitutions::list(connection, user_id, after, page.rows()).await?;
        Ok(Listed::new(marks.revision, page, items, Substitution::key))
    }
}
