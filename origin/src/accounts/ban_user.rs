use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use super::{Accounts, EndReason, Fault, end_all_sessions::end_all, end_device::end_device};
use crate::{
    audit::{Action, Actor},
    store::{self, audit_records, users},
};

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
    /// Signs a user out everywhere and lets them in no more. One who is banned already stays so, for
    /// the reason that was given then, and nothing is recorded.
    pub async fn ban_user(
        &self,
        actor: &Actor,
        user_id: Uuid,
        reason: &str,
    ) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        if users::ban(&mut transaction, user_id, reason, self.clock.now()).await? {
            end_all(&mut transaction, user_id, EndReason::AccountBanned, &self.clock).await?;
            let action = Action::UserBanned { user_id, reason: reason.to_owned() };
            self.commit_recorded(transaction, actor, &action).await?;
            tracing::warn!(%user_id, "the account was banned");
        }
        Ok(())
    }

    /// Lets a user sign in again.
    pub async fn unban_user(&self, actor: &Actor, user_id: Uuid) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        if users::unban(&mut transaction, user_id, self.clock.now()).await? {
            self.commit_recorded(transaction, actor, &Action::UserUnbanned { user_id }).await?;
            tracing::warn!(%user_id, "the account is no longer banned");
        }
        Ok(())
    }

    /// Signs a user out everywhere.
    pub async fn sign_out_user(&self, actor: &Actor, user_id: Uuid) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        let reason = EndReason::SignedOutEverywhere;
        end_all(&mut transaction, user_id, reason, &self.clock).await?;
        self.commit_recorded(transaction, actor, &Action::UserSignedOut { user_id }).await?;
        tracing::warn!(%user_id, "the user was signed out everywhere");
        Ok(())
    }

    /// Signs one of a user's devices out.
    ///
    /// # Errors
    /// [`AccountError::NotFound`] when there is no such user, or they are not signed in there.
    pub async fn end_user_device(
        &self,
        actor: &Actor,
        user_id: Uuid,
        device_id: &str,
    ) -> Result<(), AccountError> {
        let mut transaction = self.begin_for_operator(user_id).await?;
        if !end_device(&mut transaction, user_id, device_id, self.clock.now()).await? {
            return Err(AccountError::NotFound);
        }
        let action = Action::UserDeviceEnded { user_id, device_id: device_id.to_owned() };
        self.commit_recorded(transaction, actor, &action).await?;
        tracing::warn!(%user_id, device_id, "an operator signed a device out");
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

    /// Neither what was done nor the record of it is there without the other.
    async fn commit_recorded(
        &self,
        mut transaction: Transaction<'static, Postgres>,
        actor: &Actor,
        action: &Action,
    ) -> Result<(), AccountError> {
        audit_records::append(&mut transaction, &self.clock, actor, action).await?;
        Ok(transaction.commit().await.map_err(Fault::Transaction)?)
    }
}
