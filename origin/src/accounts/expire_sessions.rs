use super::{Accounts, EndReason, Fault};
use crate::store::{
    sessions::{self, Which},
    users,
};

/// How many users are looked at before the database is asked for more.
const BATCH: i64 = 100;

impl Accounts {
    /// Ends the sessions that nobody refreshed in time, so that their devices are told to be gone.
    /// Several origins may do so at once.
    pub async fn expire_sessions(&self) -> Result<(), Fault> {
        loop {
            let now = self.clock.now();
            let mut connection = self.store.connection().await?;
            let due = sessions::users_with_expired(&mut connection, now, BATCH).await?;
            drop(connection);
            if due.is_empty() {
                return Ok(());
            }
            for user_id in due {
                let mut transaction = self.store.begin().await?;
                if users::lock(&mut transaction, user_id).await?.is_none() {
                    continue;
                }
                let which = Which::ExpiredBy(now);
                sessions::end(&mut transaction, user_id, which, EndReason::Expired, now).await?;
                transaction.commit().await.map_err(Fault::Transaction)?;
            }
        }
    }
}
