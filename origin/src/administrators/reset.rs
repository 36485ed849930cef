//! What an owner does for an administrator who has lost their password or their app.

use uuid::Uuid;

use super::{AdministratorError, Administrators, EmailAddress, Password};
use crate::{
    accounts::Fault,
    audit::{Action, Actor},
    store::{
        administrator_lockouts as lockouts, administrator_recovery_codes as recovery_codes,
        administrator_sessions as sessions, administrators, audit_records,
    },
};

impl Administrators {
    /// Gives an administrator a random password, and ends their sessions.
    pub async fn reset_password(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<Password, AdministratorError> {
        let password = Password::random();
        let hash = self.passwords.turn().await?.hash(password.clone()).await;
        let mut transaction = self.store.begin().await?;
        if !administrators::set_password(&mut transaction, id, &hash).await? {
            return Err(AdministratorError::NotFound);
        }
        sessions::delete(&mut transaction, id, None).await?;
        let action = Action::AdminPasswordReset { admin_id: id };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(password)
    }

    /// Takes an administrator's second factor and recovery codes away, and ends their sessions. They set
    /// up another when they next sign in.
    pub async fn reset_totp(&self, actor: &Actor, id: Uuid) -> Result<(), AdministratorError> {
        let mut transaction = self.store.begin().await?;
        if !administrators::forget_totp(&mut transaction, id).await? {
            return Err(AdministratorError::NotFound);
        }
        recovery_codes::replace(&mut transaction, id, &[]).await?;
        sessions::delete(&mut transaction, id, None).await?;
        let action = Action::AdminTotpReset { admin_id: id };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        Ok(transaction.commit().await.map_err(Fault::Transaction)?)
    }

    /// Lets an administrator try again at once who is locked after failures.
    pub async fn unlock(&self, email: &EmailAddress) -> Result<(), AdministratorError> {
        let mut connection = self.store.connection().await?;
        for subject in self.account_subjects(email) {
            lockouts::delete(&mut connection, &subject).await?;
        }
        Ok(())
    }
}
