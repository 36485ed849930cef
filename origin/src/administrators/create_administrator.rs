use super::{
    Administrator, AdministratorError, Administrators, EmailAddress, Password, Role, name_of,
};
use crate::{
    accounts::Fault,
    audit::{Action, Actor},
    entropy,
    store::{administrators, audit_records},
};

impl Administrators {
    /// Adds an administrator with a random password, which nobody can have again. They set up their
    /// second factor when they first sign in.
    pub async fn create(
        &self,
        actor: &Actor,
        email: &str,
        name: &str,
        role: Role,
    ) -> Result<(Administrator, Password), AdministratorError> {
        let password = Password::random();
        let administrator =
            self.create_with_password(actor, email, name, role, password.clone()).await?;
        Ok((administrator, password))
    }

    /// The same, with a password that somebody chose.
    pub async fn create_with_password(
        &self,
        actor: &Actor,
        email: &str,
        name: &str,
        role: Role,
        password: Password,
    ) -> Result<Administrator, AdministratorError> {
        let now = self.clock.now();
        let administrator = Administrator {
            id: entropy::id(now),
            email: EmailAddress::parse(email)?,
            name: name_of(name)?,
            role,
            totp_enrolled: false,
            disabled_at: None,
            created_at: now,
            last_signed_in_at: None,
        };
        let hash = self.passwords.turn().await?.hash(password).await;
        let mut transaction = self.store.begin().await?;
        if !administrators::insert(&mut transaction, &administrator, &hash).await? {
            return Err(AdministratorError::EmailTaken);
        }
        let action = Action::AdminCreated {
            admin_id: administrator.id,
            email: administrator.email.to_string(),
            name: administrator.name.clone(),
            role: role.to_string(),
        };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(administrator)
    }
}
