use sqlx::{Postgres, Transaction};

use super::{Library, LibraryError, Marks};
use crate::{
    accounts::{Caller, Denied},
    store::users,
};

impl Library {
    /// A transaction that reads for a caller, and where the library stands at its beginning. What is
    /// read after may be newer, never older.
    pub(super) async fn begin_read(
        &self,
        caller: &Caller,
    ) -> Result<(Transaction<'static, Postgres>, Marks), LibraryError> {
        let mut transaction = self.accounts.begin_read(caller).await?;
        let marks = users::library_marks(&mut transaction, caller.user_id).await?;
        Ok((transaction, marks.ok_or(Denied::Revoked)?))
    }
}

impl Marks {
    /// The revision up to which a copy is worth comparing with what is there; `None` when it has to
    /// be read again.
    pub(super) fn comparable(&self, known_revision: Option<u64>) -> Option<u64> {
        known_revision.filter(|known| (self.floor..=self.revision).contains(known))
    }
}

impl From<Denied> for LibraryError {
    fn from(denied: Denied) -> Self {
        Self::Caller(denied.into())
    }
}
