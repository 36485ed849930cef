use uuid::Uuid;

use super::{Accounts, Device, Fault};
use crate::store::devices;

impl Accounts {
    /// The devices the user is signed in on, last seen first.
    pub async fn list_devices(&self, user_id: Uuid) -> Result<Vec<Device>, Fault> {
        let mut connection = self.store.connection().await?;
        Ok(devices::list_signed_in(&mut connection, user_id, self.clock.now()).await?)
    }
}
