use sqlx::PgConnection;
use uuid::Uuid;

use super::{Accounts, Caller, CallerError, EndReason, Fault};
use crate::{
    clock::Clock,
    store::{
        sessions::{self, Which},
        users,
    },
};

impl Accounts {
    /// Signs the caller out everywhere.
    pub async fn end_all_sessions(&self, caller: &Caller) -> Result<(), CallerError> {
        let user_id = caller.user_id;
        let mut transaction = self.begin_change(caller).await?;
        let reason = EndReason::SignedOutEverywhere;
        end_all(&mut transaction, user_id, reason, &self.clock).await?;
        transaction.commit().await?;
        tracing::info!(%user_id, "signed out everywhere");
        Ok(())
    }
}

/// Ends every session of a user, whose row is locked, and with the token version every access token.
pub(super) async fn end_all(
    connection: &mut PgConnection,
    user_id: Uuid,
    reason: EndReason,
    clock: &Clock,
) -> Result<(), Fault> {
    let now = clock.now();
    sessions::end(connection, user_id, Which::All, reason, now).await?;
    users::raise_token_version(connection, user_id, now).await?;
    Ok(())
}
