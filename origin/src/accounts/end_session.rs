use super::{Accounts, Caller, EndReason, Fault};
use crate::store::{self, sessions};

/// The session could not be ended.
#[derive(Debug, thiserror::Error)]
pub enum EndSessionError {
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for EndSessionError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// Signs out. A session that is over already, or is not the user's, is left as it is.
    pub async fn end_session(&self, caller: &Caller) -> Result<(), EndSessionError> {
        let &Caller { user_id, session_id, .. } = caller;
        let mut connection = self.store.connection().await?;
        let now = self.clock.now();
        let reason = EndReason::SignedOut;
        if sessions::end(&mut connection, user_id, session_id, reason, now).await? {
            tracing::info!(%user_id, %session_id, "signed out");
        }
        Ok(())
    }
}
