use super::{Favorite, ItemId, ItemKind, Library, LibraryError};
use crate::{accounts::Caller, store::favorites};

impl Library {
    /// One of the caller's favourites, and the library's revision.
    pub async fn get_favorite(
        &self,
        caller: &Caller,
        kind: ItemKind,
        id: &ItemId,
    ) -> Result<(u64, Favorite), LibraryError> {
        let (mut transaction, marks) = self.begin_read(caller).await?;
        let found = favorites::get_many(&mut transaction, caller.user_id, &[(kind, id)]).await?;
        let favorite = found.into_iter().next().ok_or(LibraryError::NotFound)?;
        Ok((marks.revision, favorite))
    }
}
