use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What a user's hub keeps and bears. A hub goes by what was in force when a socket was last opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SyncSettings {
    /// Where a WebSocket can be opened, `wss://…/api/v1/sync`: told by an edge that has none. Empty
    /// where there is no other.
    pub sockets_at: String,
    /// How often a client is to send a `ping`, in milliseconds. One that is silent for two of these
    /// and 10 s is taken for dead.
    pub heartbeat_ms: u64,
    /// How long an event is kept for a device that has not acknowledged it, in days.
    pub retention_days: u64,
    /// How many events are kept.
    pub retention_events: usize,
    /// How many devices may be connected, and are known to the hub.
    pub devices: usize,
    /// How many connections a user may hold.
    pub connections: usize,
    /// The most that a connection may have been sent and not confirmed, in bytes.
    pub max_unsent_bytes: u64,
    /// A client's frame in bytes.
    pub max_frame_bytes: usize,
    /// Frames that one connection may send in a second.
    pub frames_per_second: u32,
}

impl Default for SyncSettings {
    fn default() -> Self {
        Self {
            sockets_at: String::new(),
            heartbeat_ms: 25_000,
            retention_days: 7,
            retention_events: 1_000,
            devices: 5,
            connections: 8,
            max_unsent_bytes: 1 << 20,
            max_frame_bytes: 64 << 10,
            frames_per_second: 100,
        }
    }
}

impl SyncSettings {
    /// After this long without a sign of life a connection is taken for dead.
    pub fn silence(&self) -> Duration {
        Duration::from_millis(2 * self.heartbeat_ms + 10_000)
    }

    /// How long an event is kept for a device that has not acknowledged it.
    pub fn retention(&self) -> Duration {
        Duration::from_hours(24 * self.retention_days)
    }
}
