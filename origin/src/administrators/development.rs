use super::prove::totp_context;
use super::{AdministratorError, Administrators, EmailAddress, Password, Role, Totp};
use crate::{accounts::Fault, audit::Actor, store::administrators};

impl Administrators {
    /// Sees to it that the development's owner is there, with this password and second factor, so that
    /// both can be written down once. For development only: a production origin refuses to start with
    /// that owner.
    pub async fn keep_development_owner(
        &self,
        password: Password,
        totp: &Totp,
    ) -> Result<(), AdministratorError> {
        let email = EmailAddress::DEVELOPMENT;
        let owner = match self.find(email).await {
            Err(AdministratorError::NotFound) => {
                let (name, role) = ("Development", Role::Owner);
                self.create_with_password(&Actor::Cli, email, name, role, password.clone()).await?
            }
            found => found?,
        };
        let hash = self.passwords.turn().await?.hash(password).await;
        let sealed = self.vault.seal(totp.as_bytes(), &totp_context(owner.id));
        let sealed = sealed.map_err(|source| Fault::Seal { table: "administrators", source })?;
        let mut transaction = self.store.begin().await?;
        administrators::set_password(&mut transaction, owner.id, &hash).await?;
        administrators::keep_totp(&mut transaction, owner.id, &sealed).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        self.unlock(&owner.email).await
    }

    /// Whether the development's owner is among the administrators.
    pub async fn has_development_owner(&self) -> Result<bool, AdministratorError> {
        match self.find(EmailAddress::DEVELOPMENT).await {
            Ok(_) => Ok(true),
            Err(AdministratorError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
