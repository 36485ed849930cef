use serde_json::{Value, json};

use crate::accounts::Device;

/// Something that happened to a user, in the words of the public contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    kind: &'static str,
    payload: Value,
}

impl Event {
    /// Access tokens with a lower version count no more.
    pub fn session_revoked(token_version: u64) -> Self {
        Self { kind: "session.revoked", payload: json!({ "token_version": token_version }) }
    }

    /// The user signed in where they were not signed in.
    pub fn device_added(device: &Device) -> Self {
        let Device { id, name, platform, .. } = device;
        let device = json!({ "id": id, "name": name, "platform": platform });
        Self { kind: "device.added", payload: json!({ "device": device }) }
    }

    /// The user is no longer signed in there.
    pub fn device_removed(device_id: &str) -> Self {
        Self { kind: "device.removed", payload: json!({ "device_id": device_id }) }
    }

    /// What happened.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The particulars.
    pub fn payload(&self) -> &Value {
        &self.payload
    }
}
