use super::{Accounts, Caller, Device, Fault};
use crate::store::devices;

impl Accounts {
    /// The devices the user is signed in on, last seen first.
    pub async fn list_devices(&self, caller: &Caller) -> Result<Vec<Device>, Fault> {
        let mut connection = self.store.connection().await?;
        Ok(devices::list_signed_in(&mut connection, caller.user_id, self.clock.now()).await?)
    }
}
