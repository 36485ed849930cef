use std::rc::Rc;

use serde::Serialize;
use serde_json::{Map, Value};

/// A frame of the server.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame<'a> {
    /// The first.
    Hello {
        /// The connection's name, to be given when the client comes back.
        session: &'a str,
        /// The log's name.
        epoch: &'a str,
        /// The log's last event.
        head: u64,
        /// How often to send a `ping`.
        heartbeat_ms: u64,
        /// The user's devices, this one included.
        devices: Vec<DeviceState<'a>>,
        /// What plays, as the `playback` frame that said so; null when nobody has said.
        playback: Option<&'a Map<String, Value>>,
    },
    /// What happens from here on follows.
    Resumed {
        /// Whether every event behind the client's was sent; otherwise none was.
        recovered: bool,
        /// The log's name.
        epoch: &'a str,
        /// The event before the first that follows.
        head: u64,
    },
    /// Something that happened to the user.
    Event {
        /// Its number.
        seq: u64,
        /// Its id.
        id: &'a str,
        /// What.
        kind: &'a str,
        /// When.
        at: String,
        /// The rest.
        data: &'a Map<String, Value>,
    },
    /// What another device plays.
    Playback(&'a Map<String, Value>),
    /// What another device, or the hub in its name, would have this one do.
    Command {
        /// Unique at the device that sends it; the same again is the same command.
        id: &'a str,
        /// What.
        command: &'static str,
        /// Who wants it.
        source_device_id: &'a str,
        /// Who is to do it.
        target_device_id: &'a str,
        /// Its particulars.
        args: &'a Map<String, Value>,
    },
    /// A frame of the client was not right, or could not be acted on.
    Error {
        /// Which kind.
        code: &'static str,
        /// More about it.
        detail: &'static str,
        /// The command it is about.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
    },
    /// Wants a `pong`.
    Ping,
    /// The answer to a `ping`.
    Pong,
}

/// A device in `hello`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DeviceState<'a> {
    /// Its id.
    pub id: &'a str,
    /// What its owner calls it; null when that is not known here.
    pub name: Option<&'a str>,
    /// Its platform; null when that is not known here.
    pub platform: Option<&'a str>,
    /// Whether it is connected.
    pub online: bool,
}

impl ServerFrame<'_> {
    /// The text frame.
    pub fn render(&self) -> Rc<str> {
        serde_json::to_string(self).expect("texts, numbers and JSON are always JSON").into()
    }
}
