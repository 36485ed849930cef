use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::EndReason;
use crate::store::{
    self,
    sessions::{self, Which},
    users,
};

/// Ends the session on a device of a user, whose row is locked; `false` when there is none.
///
/// The token version is raised with it, so that the device's access token does not outlive its
/// session at the edges; the other devices refresh theirs.
pub async fn end_device(
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
