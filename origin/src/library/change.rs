use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::{Library, LibraryError};
use crate::{
    accounts::{Caller, Denied},
    outbox::Event,
    store::{outbox_events, users},
};

/// Where a library stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Of its latest change.
    pub revision: u64,
    /// Deletions up to this revision may be forgotten.
    pub floor: u64,
    /// When the history was last cleared; 0 for never.
    pub plays_cleared: u64,
}

/// A change of what is a caller's that is under way, most often of their library. Dropped without
/// [`Self::commit`], it never was.
#[derive(Debug)]
pub struct Change {
    transaction: Transaction<'static, Postgres>,
    /// Whose library it is.
    pub(crate) user_id: Uuid,
    /// From where it is changed.
    pub(super) device_id: String,
    /// When.
    pub(crate) now: DateTime<Utc>,
    revision: u64,
    committed: u64,
}

impl Library {
    /// Begins a change, alone with the user's library until it ends.
    pub async fn begin_change(&self, caller: &Caller) -> Result<Change, LibraryError> {
        let mut transaction = self.accounts.begin_change(caller).await?;
        let marks = users::library_marks(&mut transaction, caller.user_id).await?;
        let Marks { revision, .. } = marks.ok_or(Denied::Revoked)?;
        Ok(Change {
            transaction,
            user_id: caller.user_id,
            device_id: caller.device_id.clone(),
            now: self.accounts.clock.now(),
            revision,
            committed: revision,
        })
    }
}

impl Change {
    /// Of the library as it is with what was done so far.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// The revision of the next row that changes.
    pub(super) fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }

    /// Counts rows that were given their revisions elsewhere.
    pub(super) fn skip_revisions(&mut self, count: u64) {
        self.revision += count;
    }

    /// Has the user's devices told.
    pub(super) async fn tell(&mut self, event: &Event) -> Result<(), LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        Ok(outbox_events::insert(&mut self.transaction, user_id, event, now).await?)
    }

    /// Makes it true.
    pub async fn commit(mut self) -> Result<(), LibraryError> {
        if self.revision > self.committed {
            let (user_id, revision) = (self.user_id, self.revision);
            users::set_library_revision(&mut self.transaction, user_id, revision).await?;
        }
        Ok(self.transaction.commit().await?)
    }
}
