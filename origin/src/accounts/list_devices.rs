use super::{Accounts, Caller, CallerError, Device};
use crate::store::devices;

impl Accounts {
    /// The devices the caller is signed in on, last seen first.
    pub async fn list_devices(&self, caller: &Caller) -> Result<Vec<Device>, CallerError> {
        let mut transaction = self.begin_read(caller).await?;
        let now = self.clock.now();
        Ok(devices::list_signed_in(&mut transaction, caller.user_id, now).await?)
    }
}
