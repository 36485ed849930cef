use serde::{Deserialize, Serialize};

use super::flow::Flow;
use crate::{
    auth::Principal,
    ports::{Entropy, Timestamp},
    settings::SyncSettings,
};

/// Names a socket to its hub: 64 random bits, never given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(pub u64);

/// The `session` of `hello`: 16 hexadecimal digits.
impl std::fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Who opens a socket, as their verified token says. JSON between the worker and the hub's object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewConnection {
    /// The socket's name.
    pub id: ConnectionId,
    /// The device.
    pub device_id: String,
    /// The user's token version when the token was made.
    pub token_version: u64,
    /// When the token expires.
    pub expires_at: Timestamp,
    /// The `session` of the same device's socket that this one takes the place of.
    pub replaces: Option<String>,
    /// What the hub goes by from now on: who takes the call knows the settings in force, an object
    /// that is alone in its isolate does not.
    pub limits: SyncSettings,
}

impl NewConnection {
    /// A socket of `principal`, who says that it takes the place of the one whose `hello` had the
    /// session `replaces`.
    pub fn of(
        principal: &Principal,
        replaces: Option<String>,
        limits: SyncSettings,
        entropy: &impl Entropy,
    ) -> Self {
        Self {
            id: ConnectionId(u64::from_le_bytes(entropy.bytes())),
            device_id: principal.device_id.clone(),
            token_version: principal.token_version,
            expires_at: principal.expires_at,
            replaces,
            limits,
        }
    }
}

/// An open socket, as its attachment keeps it for a hub that sleeps. As JSON it is below 1 KiB: the
/// origin bounds a device's id at 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Its name.
    pub id: ConnectionId,
    /// The device at its other end.
    pub device_id: String,
    /// The version of the token that it was opened with.
    pub token_version: u64,
    /// When that token expires.
    pub expires_at: Timestamp,
    /// When it last gave a sign of life that the hub knows of.
    pub heard_at: Timestamp,
    /// Whether it is sent what happens.
    pub resumed: bool,
    /// What of it has arrived.
    pub(super) flow: Flow,
}
