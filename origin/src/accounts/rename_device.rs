use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{CallerError, Device, DeviceName};
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

/// Gives a device that a user is signed in on another name, until it signs in again.
pub async fn rename_device(
    connection: &mut PgConnection,
    user_id: Uuid,
    device_id: &str,
    name: &DeviceName,
    now: DateTime<Utc>,
) -> Result<Device, DeviceError> {
    let device = devices::rename(connection, user_id, device_id, name, now).await?;
    device.ok_or(DeviceError::NotFound)
}
