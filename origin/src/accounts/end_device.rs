use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Accounts, Caller, DeviceError, EndReason};
use crate::store::{
    self,
    sessions::{self, Which},
    users,
};

impl Accounts {
    /// Signs one of the caller's devices out, which may be the one they call from.
    pub async fn end_device(&self, caller: &Caller, device_id: &str) -> Result<(), DeviceError> {
        let (user_id, now) = (caller.user_id, self.clock.now());
        let mut transaction = self.begin_change(caller).await?;
        if !end_on_device(&mut transaction, user_id, device_id, now).await? {
            return Err(DeviceError::NotFound);
        }
        transaction.commit().await?;
        tracing::info!(%user_id, device_id, "a device was signed out");
        Ok(())
    }
}

/// Ends the session on a device of a user, whose row is locked; `false` when there is none.
///
/// The token version is raised with it, so that the device's access token does not outlive its
/// session at the edges; the other devices refresh theirs.
pub(super) async fn end_on_device(
    connection: &mut PgConnection,
    user_id: Uuid,
    device_id: &str,
    now: DateTime<Utc>,
) -> Result<bool, store::Error> {
    let which = Which::OnDevice(device_id);
    let reason = EndReason::DeviceEnded;
    if sessions::end(connection, user_id, which, reason, now).await?.is_empty() {
        return Ok(false);
    }
    users::raise_token_version(connection, user_id, now).await?;
    Ok(true)
}
