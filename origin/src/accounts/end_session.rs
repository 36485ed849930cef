use super::{Accounts, Caller, CallerError, EndReason};
use crate::store::sessions::{self, Which};

impl Accounts {
    /// Signs the caller out.
    pub async fn end_session(&self, caller: &Caller) -> Result<(), CallerError> {
        let &Caller { user_id, session_id, .. } = caller;
        let now = self.clock.now();
        let mut transaction = self.begin_change(caller).await?;
        let which = Which::Session(session_id);
        sessions::end(&mut transaction, user_id, which, EndReason::SignedOut, now).await?;
        transaction.commit().await?;
        tracing::info!(%user_id, %session_id, "signed out");
        Ok(())
    }
}
