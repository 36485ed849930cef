use super::{Accounts, Caller, DeviceError, EndReason};
use crate::store::{
    sessions::{self, Which},
    users,
};

impl Accounts {
    /// Signs one of the caller's devices out, which may be the one they call from.
    ///
    /// The token version is raised with it, so that the device's access token does not outlive its
    /// session at the edges; the other devices refresh theirs.
    pub async fn end_device(&self, caller: &Caller, device_id: &str) -> Result<(), DeviceError> {
        let (user_id, now) = (caller.user_id, self.clock.now());
        let mut transaction = self.begin_change(caller).await?;
        let which = Which::OnDevice(device_id);
        let reason = EndReason::DeviceEnded;
        if sessions::end(&mut transaction, user_id, which, reason, now).await?.is_empty() {
            return Err(DeviceError::NotFound);
        }
        users::raise_token_version(&mut transaction, user_id, now).await?;
        transaction.commit().await?;
        tracing::info!(%user_id, device_id, "a device was signed out");
        Ok(())
    }
}
