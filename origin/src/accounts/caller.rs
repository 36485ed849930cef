//! Who calls, and the one check in front of everything that is done for them.

use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use super::{Accounts, Denied, Fault, Standing};
use crate::store::{self, sessions, users};

/// Who asks for something, as their access token said when the edge read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// `sub`
    pub user_id: Uuid,
    /// `did`
    pub device_id: String,
    /// `sid`
    pub session_id: Uuid,
    /// `ver`
    pub token_version: u64,
}

/// Why nothing is done for a caller.
#[derive(Debug, thiserror::Error)]
pub enum CallerError {
    /// Their session or account does not stand as their token says.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for CallerError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<sqlx::Error> for CallerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(Fault::Transaction(error))
    }
}

impl Accounts {
    /// A transaction that reads for a caller.
    ///
    /// Edges accept a token for a while after it was revoked. Here session, token version and account
    /// are looked at each time: what is done for a caller begins with this or with
    /// [`Self::begin_change`], and cannot be done without.
    pub(crate) async fn begin_read(
        &self,
        caller: &Caller,
    ) -> Result<Transaction<'static, Postgres>, CallerError> {
        let mut transaction = self.store.begin().await?;
        self.check(&mut transaction, caller).await?;
        Ok(transaction)
    }

    /// A transaction that changes something for a caller. The user's row is locked first: changes of
    /// one user happen one at a time, none slips in while their tokens are being revoked, and events
    /// are numbered in the order they are committed.
    pub(crate) async fn begin_change(
        &self,
        caller: &Caller,
    ) -> Result<Transaction<'static, Postgres>, CallerError> {
        let mut transaction = self.store.begin().await?;
        users::lock(&mut transaction, caller.user_id).await?.ok_or(Denied::Revoked)?;
        self.check(&mut transaction, caller).await?;
        Ok(transaction)
    }

    async fn check(
        &self,
        transaction: &mut Transaction<'static, Postgres>,
        caller: &Caller,
    ) -> Result<(), CallerError> {
        let (user_id, session_id) = (caller.user_id, caller.session_id);
        let now = self.clock.now();
        let standing = sessions::standing(transaction, user_id, session_id, now).await?;
        Ok(Standing::judge(standing, caller.token_version)?)
    }
}
