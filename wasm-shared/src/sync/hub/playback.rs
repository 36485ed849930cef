use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ports::Timestamp;

/// What plays, as a device last said, and the devices that another has taken over from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Playback {
    /// The device.
    pub device_id: String,
    /// Whether it plays, and not only would play this.
    pub playing: bool,
    /// Its frame as the others are sent it, without `type`.
    pub state: Map<String, Value>,
    /// Devices that have not said that they stopped.
    pub superseded: Vec<Superseded>,
}

/// A device that played when another began to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Superseded {
    /// The device.
    pub device_id: String,
    /// The id of the command that pauses it, the same however often it is sent.
    pub command_id: String,
    /// When it was last sent it; `None` when it has not been connected since.
    pub told_at: Option<Timestamp>,
}
