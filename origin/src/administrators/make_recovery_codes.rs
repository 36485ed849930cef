use super::{AdministratorError, Administrators, RECOVERY_CODES, RecoveryCode, Session};
use crate::{
    accounts::Fault,
    audit::Action,
    store::{administrator_recovery_codes as recovery_codes, audit_records},
};

impl Administrators {
    /// Gives an administrator new recovery codes; the old ones are worth nothing from now on.
    pub async fn make_recovery_codes(
        &self,
        session: &Session,
    ) -> Result<Vec<RecoveryCode>, AdministratorError> {
        let id = session.administrator.id;
        let (codes, hashes) = self.fresh_recovery_codes();
        let mut transaction = self.store.begin().await?;
        recovery_codes::replace(&mut transaction, id, &hashes).await?;
        let action = Action::SessionRecoveryCodesMade { admin_id: id };
        let actor = session.administrator.actor();
        audit_records::append(&mut transaction, &self.clock, &actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(codes)
    }

    /// Fresh codes, and what is kept of them.
    pub(super) fn fresh_recovery_codes(&self) -> (Vec<RecoveryCode>, Vec<crate::vault::Digest>) {
        let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| RecoveryCode::random()).collect();
        let hashes = codes.iter().map(|code| code.hash(&self.vault)).collect();
        (codes, hashes)
    }
}
