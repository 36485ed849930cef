use uuid::Uuid;

use super::{Administrator, AdministratorError, Administrators, Session, session::IDLE};
use crate::store::{administrator_sessions as sessions, administrators};

impl Administrators {
    /// Up to `limit` administrators, oldest first, after the one with the id `after`.
    pub async fn list(
        &self,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<Administrator>, AdministratorError> {
        let mut connection = self.store.connection().await?;
        Ok(administrators::list(&mut connection, after.unwrap_or_default(), limit).await?)
    }

    /// One administrator.
    pub async fn get(&self, id: Uuid) -> Result<Administrator, AdministratorError> {
        let mut connection = self.store.connection().await?;
        administrators::get(&mut connection, id).await?.ok_or(AdministratorError::NotFound)
    }

    /// The one with an e-mail address.
    pub async fn find(&self, email: &str) -> Result<Administrator, AdministratorError> {
        let email = super::EmailAddress::parse(email)?;
        let mut connection = self.store.connection().await?;
        let found = administrators::find_by_email(&mut connection, &email).await?;
        found.map(|(administrator, _)| administrator).ok_or(AdministratorError::NotFound)
    }

    /// The sessions of an administrator that are open, newest first.
    pub async fn list_sessions(&self, id: Uuid) -> Result<Vec<Session>, AdministratorError> {
        let administrator = self.get(id).await?;
        let now = self.clock.now();
        let mut connection = self.store.connection().await?;
        Ok(sessions::list(&mut connection, &administrator, now, now - IDLE).await?)
    }
}
