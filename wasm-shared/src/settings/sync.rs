use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What a user's hub keeps and bears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What types cannot say: whether it holds, of which member, and what should.
    pub(super) fn rules(&self) -> [(bool, &'static str, &'static str); 9] {
        let is_socket = |at: &str| at.starts_with("wss://") || at.starts_with("ws://");
        [
            (
                self.sockets_at.is_empty() || is_socket(&self.sockets_at),
                "sync.sockets_at",
                "must be empty or a ws or wss address",
            ),
            (
                (5_000..=60_000).contains(&self.heartbeat_ms),
                "sync.heartbeat_ms",
                "must be between 5000 and 60000",
            ),
            (
                (1..=30).contains(&self.retention_days),
                "sync.retention_days",
                "must be between 1 and 30",
            ),
            (
                (1..=10_000).contains(&self.retention_events),
                "sync.retention_events",
                "must be between 1 and 10000",
            ),
            ((1..=100).contains(&self.devices), "sync.devices", "must be between 1 and 100"),
            (
                (1..=1_000).contains(&self.connections),
                "sync.connections",
                "must be between 1 and 1000",
            ),
            (
                (128 << 10..=16 << 20).contains(&self.max_unsent_bytes),
                "sync.max_unsent_bytes",
                "must be between 131072 and 16777216",
            ),
            (
                (1 << 10..=64 << 10).contains(&self.max_frame_bytes),
                "sync.max_frame_bytes",
                "must be between 1024 and 65536",
            ),
            (
                (1..=10_000).contains(&self.frames_per_second),
                "sync.frames_per_second",
                "must be between 1 and 10000",
            ),
        ]
    }

    /// After this long without a sign of life a connection is taken for dead.
    pub fn silence(&self) -> Duration {
        Duration::from_millis(2 * self.heartbeat_ms + 10_000)
    }

    /// How long an event is kept for a device that has not acknowledged it.
    pub fn retention(&self) -> Duration {
        Duration::from_hours(24 * self.retention_days)
    }
}
