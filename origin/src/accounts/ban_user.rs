use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use super::{Accounts, EndReason, Fault, end_all_sessions::end_all};
use crate::store::{self, users};

/// Why nothing was done to an account.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::Error> for AccountError {
    fn from(error: store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Accounts {
    /// Signs a user out everywhere and lets them in no more. One who is banned already stays so.
    pub async fn ban_user(&self, user_id: Uuid) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        if users::ban(&mut transaction, user_id, self.clock.now()).await? {
            end_all(&mut transaction, user_id, EndReason::AccountBanned, &self.clock).await?;
            transaction.commit().await.map_err(Fault::Transaction)?;
            tracing::warn!(%user_id, "the account was banned");
        }
        Ok(())
    }

    /// Lets a user sign in again.
    pub async fn unban_user(&self, user_id: Uuid) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        if users::unban(&mut transaction, user_id, self.clock.now()).await? {
            transaction.commit().await.map_err(Fault::Transaction)?;
            tracing::warn!(%user_id, "the account is no longer banned");
        }
        Ok(())
    }

    /// Signs a user out everywhere.
    pub async fn sign_out_user(&self, user_id: Uuid) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        let reason = EndReason::SignedOutEverywhere;
        end_all(&mut transaction, user_id, reason, &self.clock).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        tracing::warn!(%user_id, "the user was signed out everywhere");
        Ok(())
    }

    /// A transaction with the user's row locked.
    async fn begin_for_operator(
        &self,
        user_id: Uuid,
    ) -> Result<Transaction<'static, Postgres>, AccountError> {
        let mut transaction = self.store.begin().await?;
        users::lock(&mut transaction, user_id).await?.ok_or(AccountError::NotFound)?;
        Ok(transaction)
    }
}
