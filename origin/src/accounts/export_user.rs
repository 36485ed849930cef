use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

use super::{Accounts, Caller, CallerError, Denied, Device, EndReason, PastSession, User};
use crate::store::{devices, sessions, users};

/// Raised when a member goes or changes its meaning; new ones may come without.
const FORMAT: u32 = 1;

/// Everything that is kept of a user, as they may take it with them. The number itself is not among
/// it: the document may lie in many places, and its owner knows the number.
#[derive(Debug, Serialize)]
pub struct UserExport {
    format: u32,
    #[serde(serialize_with = "instant")]
    exported_at: DateTime<Utc>,
    user: UserPart,
    devices: Vec<DevicePart>,
    sessions: Vec<SessionPart>,
}

#[derive(Debug, Serialize)]
struct UserPart {
    id: String,
    phone_masked: String,
    nickname: String,
    avatar_url: String,
    #[serde(serialize_with = "instant")]
    created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct DevicePart {
    id: String,
    name: String,
    platform: String,
    last_ip_masked: String,
    #[serde(serialize_with = "instant")]
    last_seen_at: DateTime<Utc>,
    #[serde(serialize_with = "instant")]
    created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct SessionPart {
    id: String,
    device_id: String,
    #[serde(serialize_with = "instant")]
    created_at: DateTime<Utc>,
    #[serde(serialize_with = "instant")]
    refreshed_at: DateTime<Utc>,
    #[serde(serialize_with = "instant")]
    expires_at: DateTime<Utc>,
    #[serde(serialize_with = "optional_instant")]
    ended_at: Option<DateTime<Utc>>,
    end_reason: Option<&'static str>,
}

impl Accounts {
    /// Everything that is kept of the caller, as of one moment.
    pub async fn export_user(&self, caller: &Caller) -> Result<UserExport, CallerError> {
        let user_id = caller.user_id;
        // Locked, so that nothing changes between one read and the next.
        let mut transaction = self.begin_change(caller).await?;
        let user = users::get(&mut transaction, user_id).await?.ok_or(Denied::Revoked)?;
        let devices = devices::list_all(&mut transaction, user_id).await?;
        let sessions = sessions::list_all(&mut transaction, user_id).await?;
        Ok(UserExport {
            format: FORMAT,
            exported_at: self.clock.now(),
            user: user.into(),
            devices: devices.into_iter().map(DevicePart::from).collect(),
            sessions: sessions.into_iter().map(SessionPart::from).collect(),
        })
    }
}

impl From<User> for UserPart {
    fn from(user: User) -> Self {
        let User { id, phone_masked, nickname, avatar_url, created_at, .. } = user;
        Self { id: id.to_string(), phone_masked, nickname, avatar_url, created_at }
    }
}

impl From<Device> for DevicePart {
    fn from(device: Device) -> Self {
        let Device { id, name, platform, last_ip_masked, last_seen_at, created_at } = device;
        Self { id, name, platform, last_ip_masked, last_seen_at, created_at }
    }
}

impl From<PastSession> for SessionPart {
    fn from(session: PastSession) -> Self {
        Self {
            id: session.id.to_string(),
            device_id: session.device_id,
            created_at: session.created_at,
            refreshed_at: session.refreshed_at,
            expires_at: session.expires_at,
            ended_at: session.ended_at,
            end_reason: session.end_reason.map(EndReason::as_str),
        }
    }
}

fn instant<S: Serializer>(instant: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant.to_rfc3339_opts(SecondsFormat::Millis, true))
}

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
fn optional_instant<S: Serializer>(
    value: &Option<DateTime<Utc>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => instant(value, serializer),
        None => serializer.serialize_none(),
    }
}
