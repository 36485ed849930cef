use uuid::Uuid;

use super::{AdministratorError, Administrators};
use crate::{
    accounts::Fault,
    audit::{Action, Actor},
    store::{administrators, audit_records},
};

impl Administrators {
    /// Removes an administrator with their sessions. What they did stays recorded.
    pub async fn delete(&self, actor: &Actor, id: Uuid) -> Result<(), AdministratorError> {
        let mut transaction = self.store.begin().await?;
        administrators::lock(&mut transaction).await?;
        let gone =
            administrators::get(&mut transaction, id).await?.ok_or(AdministratorError::NotFound)?;
        administrators::delete(&mut transaction, id).await?;
        if administrators::owners(&mut transaction).await? == 0 {
            return Err(AdministratorError::LastOwner);
        }
        let action = Action::AdminDeleted { admin_id: id, email: gone.email.to_string() };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        Ok(transaction.commit().await.map_err(Fault::Transaction)?)
    }
}
