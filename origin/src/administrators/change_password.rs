use super::{AdministratorError, Administrators, Password, Session, password::Verdict};
use crate::{
    audit::Action,
    store::{administrator_sessions as sessions, administrators, audit_records},
};

impl Administrators {
    /// Changes one's own password. One's other sessions end.
    pub async fn change_password(
        &self,
        session: &Session,
        current: Password,
        new: &str,
    ) -> Result<(), AdministratorError> {
        let administrator = &session.administrator;
        let new = Password::chosen(new, administrator.email.as_str())?;
        let turn = self.passwords.turn().await?;
        let mut attempt = self.attempt_again(session).await?;
        let transaction = &mut attempt.transaction;
        let hash = administrators::find_by_email(transaction, &administrator.email).await?;
        let hash = hash.map(|(_, password_hash)| password_hash);
        if turn.verify(current, hash).await == Verdict::Wrong {
            let error = AdministratorError::CredentialsInvalid;
            return Err(attempt.fail(&administrator.actor(), "password", error).await);
        }
        let hash = turn.hash(new).await;
        let transaction = &mut attempt.transaction;
        administrators::set_password(transaction, administrator.id, &hash).await?;
        sessions::delete_others(transaction, administrator.id, session.id).await?;
        let action = Action::SessionPasswordChanged { admin_id: administrator.id };
        let actor = administrator.actor();
        audit_records::append(transaction, &self.clock, &actor, &action).await?;
        attempt.commit().await
    }
}
