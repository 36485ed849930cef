use super::{Accounts, Caller, CallerError, Device, DeviceName, Fault};
use crate::store::{self, devices};

/// Why nothing was done to a device.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The user is not signed in on such a device.
    #[error("the user is not signed in on such a device")]
    NotFound,
    /// It was not asked by whom it must be, or the fault is ours.
    #[error(transparent)]
    Caller(#[from] CallerError),
}

impl From<store::Error> for DeviceError {
    fn from(error: store::Error) -> Self {
        Self::Caller(error.into())
    }
}

impl From<sqlx::Error> for DeviceError {
    fn from(error: sqlx::Error) -> Self {
        Self::Caller(Fault::Transaction(error).into())
    }
}

impl Accounts {
    /// Gives a device that the caller is signed in on another name, until it signs in again.
    pub async fn rename_device(
        &self,
        caller: &Caller,
        device_id: &str,
        name: &DeviceName,
    ) -> Result<Device, DeviceError> {
        let now = self.clock.now();
        let mut transaction = self.begin_change(caller).await?;
        let device = devices::rename(&mut transaction, caller.user_id, device_id, name, now)
            .await?
            .ok_or(DeviceError::NotFound)?;
        transaction.commit().await?;
        Ok(device)
    }
}
