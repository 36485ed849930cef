use uuid::Uuid;

use super::{AdministratorError, Administrators, Session};
use crate::{
    accounts::Fault,
    audit::{Action, Actor},
    store::{administrator_sessions as sessions, audit_records},
};

impl Administrators {
    /// Signs out.
    pub async fn end_session(&self, session: &Session) -> Result<(), AdministratorError> {
        let mut transaction = self.store.begin().await?;
        sessions::delete(&mut transaction, session.administrator.id, Some(session.id)).await?;
        let action = Action::SessionEnded { session_id: session.id };
        let actor = session.administrator.actor();
        audit_records::append(&mut transaction, &self.clock, &actor, &action).await?;
        Ok(transaction.commit().await.map_err(Fault::Transaction)?)
    }

    /// Ends one session of an administrator, or all.
    ///
    /// # Errors
    /// [`AdministratorError::NotFound`] when the one is not there.
    pub async fn end_sessions(
        &self,
        actor: &Actor,
        admin_id: Uuid,
        session_id: Option<Uuid>,
    ) -> Result<(), AdministratorError> {
        let mut transaction = self.store.begin().await?;
        let ended = sessions::delete(&mut transaction, admin_id, session_id).await?;
        if ended == 0 && session_id.is_some() {
            return Err(AdministratorError::NotFound);
        }
        let action = Action::AdminSessionsEnded { admin_id, session_id };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        Ok(transaction.commit().await.map_err(Fault::Transaction)?)
    }
}
