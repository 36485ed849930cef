use chrono::{DateTime, Utc};

use super::{Accounts, Caller, CallerError, EndReason, Fault, end_all_sessions::end_all};
use crate::store::users;

/// How many accounts one transaction deletes.
const BATCH: i64 = 100;

impl Accounts {
    /// Signs the caller out everywhere and has the account deleted after the grace period. Answers
    /// when that is. Signing in before takes it back.
    pub async fn delete_user(&self, caller: &Caller) -> Result<DateTime<Utc>, CallerError> {
        let user_id = caller.user_id;
        let deletes_at = self.clock.now() + self.deletion_grace;
        let mut transaction = self.begin_change(caller).await?;
        users::set_deletes_at(&mut transaction, user_id, Some(deletes_at)).await?;
        end_all(&mut transaction, user_id, EndReason::AccountDeleted, &self.clock).await?;
        transaction.commit().await?;
        tracing::info!(%user_id, %deletes_at, "the account is to be deleted");
        Ok(deletes_at)
    }

    /// Deletes the accounts whose grace period is over, with everything that hangs on them. Several
    /// origins may do so at once, and listeners may be signing in: a row that somebody else has
    /// locked is left for the next time.
    pub async fn delete_due_users(&self) -> Result<u64, Fault> {
        let mut deleted = 0;
        loop {
            let mut transaction = self.store.begin().await?;
            let due =
                users::lock_due_for_deletion(&mut transaction, self.clock.now(), BATCH).await?;
            if due.is_empty() {
                return Ok(deleted);
            }
            for user_id in due {
                users::delete(&mut transaction, user_id).await?;
                tracing::info!(%user_id, "the account was deleted");
                deleted += 1;
            }
            transaction.commit().await.map_err(Fault::Transaction)?;
        }
    }
}
