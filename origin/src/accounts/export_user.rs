use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

use super::{Accounts, Caller, CallerError, Denied, Device, EndReason, PastSession, User};
use crate::{
    library::LibraryExport,
    store::{devices, sessions, users},
};

/// Raised when a member goes or changes its meaning; new ones may come without.
const FORMAT: u32 = 1;

/// Everything that is kept of a user, as they may take it with them. The number itself is not among
/// it: the document may lie in many places, and its owner knows the number.
#[derive(Debug, Serialize)]
pub struct UserExport {
    format: u32,
    exported_at: RfcInstant,
    user: UserPart,
    devices: Vec<DevicePart>,
    sessions: Vec<SessionPart>,
    library: LibraryExport,
}

#[derive(Debug, Serialize)]
struct UserPart {
    id: String,
    phone_masked: String,
    nickname: String,
    avatar_url: String,
    created_at: RfcInstant,
}

#[derive(Debug, Serialize)]
struct DevicePart {
    id: String,
    name: String,
    platform: String,
    last_ip_masked: String,
    last_seen_at: RfcInstant,
    created_at: RfcInstant,
}

#[derive(Debug, Serialize)]
struct SessionPart {
    id: String,
    device_id: String,
    created_at: RfcInstant,
    refreshed_at: RfcInstant,
    expires_at: RfcInstant,
    ended_at: Option<RfcInstant>,
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
        let library = LibraryExport::read(&mut transaction, user_id).await?;
        Ok(UserExport {
            format: FORMAT,
            exported_at: RfcInstant(self.clock.now()),
            user: user.into(),
            devices: devices.into_iter().map(DevicePart::from).collect(),
            sessions: sessions.into_iter().map(SessionPart::from).collect(),
            library,
        })
    }
}

impl From<User> for UserPart {
    fn from(user: User) -> Self {
        let User { id, phone_masked, nickname, avatar_url, created_at, .. } = user;
        let (id, created_at) = (id.to_string(), RfcInstant(created_at));
        Self { id, phone_masked, nickname, avatar_url, created_at }
    }
}

impl From<Device> for DevicePart {
    fn from(device: Device) -> Self {
        let Device { id, name, platform, last_ip_masked, last_seen_at, created_at } = device;
        let (last_seen_at, created_at) = (RfcInstant(last_seen_at), RfcInstant(created_at));
        Self { id, name, platform, last_ip_masked, last_seen_at, created_at }
    }
}

impl From<PastSession> for SessionPart {
    fn from(session: PastSession) -> Self {
        Self {
            id: session.id.to_string(),
            device_id: session.device_id,
            created_at: RfcInstant(session.created_at),
            refreshed_at: RfcInstant(session.refreshed_at),
            expires_at: RfcInstant(session.expires_at),
            ended_at: session.ended_at.map(RfcInstant),
            end_reason: session.end_reason.map(EndReason::as_str),
        }
    }
}

/// An instant as the contract writes it: RFC 3339, UTC, milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RfcInstant(pub(crate) DateTime<Utc>);

impl Serialize for RfcInstant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}
