use serde_json::{Map, Value};

use super::{FrameError, FrameErrorCode};

/// A frame of a client.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientFrame {
    /// It goes on from an event.
    Resume {
        /// The log it knows; `None` when it knows none.
        epoch: Option<String>,
        /// The last event it has; 0 for none.
        after: u64,
    },
    /// It has every event up to this one.
    Ack {
        /// The event.
        seq: u64,
    },
    /// What it plays: `state` is a text, the rest is between clients.
    Playback(Map<String, Value>),
    /// For another device.
    Command(RemoteCommand),
    /// A sign of life that wants an answer.
    Ping,
    /// The answer to one.
    Pong,
}

/// What a device would have another do.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteCommand {
    /// Unique at the device that sends it.
    pub id: String,
    /// The device that is to do it.
    pub target_device_id: String,
    /// What.
    pub command: PlayerCommand,
    /// Its particulars, at most [`Self::MAX_ARGS_BYTES`] of JSON.
    pub args: Map<String, Value>,
}

/// What a player can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayerCommand {
    /// To play.
    Play,
    /// To stop for now.
    Pause,
    /// To go to another position.
    Seek,
    /// To go to the next track.
    Next,
}

impl PlayerCommand {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Pause => "pause",
            Self::Seek => "seek",
            Self::Next => "next",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Play, Self::Pause, Self::Seek, Self::Next]
            .into_iter()
            .find(|command| command.as_str() == name)
    }
}

/// Ids and names in bytes.
const MAX_TEXT_BYTES: usize = 64;
/// Objects and lists within each other. What is passed on is wrapped in more of them, and who reads
/// it may go no deeper than 127.
const MAX_DEPTH: usize = 32;

impl ClientFrame {
    /// Reads a text frame, whose length the caller has bounded. Unknown members are let be.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        let Ok(value) = serde_json::from_str(text) else {
            return Err(FrameError::new(FrameErrorCode::MalformedJson, "the frame is not JSON"));
        };
        let unknown =
            FrameError::new(FrameErrorCode::UnknownType, "an object with a known type is wanted");
        if depth(&value) > MAX_DEPTH {
            return Err(invalid("the frame is nested more than 32 deep"));
        }
        let Value::Object(mut members) = value else { return Err(unknown) };
        match members.remove("type").as_ref().and_then(Value::as_str) {
            Some("resume") => Self::resume(&members),
            Some("ack") => match members.get("seq").and_then(Value::as_u64) {
                Some(seq) => Ok(Self::Ack { seq }),
                None => Err(invalid("seq must be the number of an event")),
            },
            Some("playback") if text_of(&members, "state").is_some() => Ok(Self::Playback(members)),
            Some("playback") => Err(invalid("state must be a text of 1 to 64 bytes")),
            Some("command") => RemoteCommand::read(members).map(Self::Command),
            Some("ping") => Ok(Self::Ping),
            Some("pong") => Ok(Self::Pong),
            _ => Err(unknown),
        }
    }

    fn resume(members: &Map<String, Value>) -> Result<Self, FrameError> {
        let epoch = match members.get("epoch") {
            None | Some(Value::Null) => None,
            Some(Value::String(epoch)) => Some(epoch.clone()),
            Some(_) => return Err(invalid("epoch must be a text")),
        };
        let after = match members.get("after") {
            None | Some(Value::Null) => 0,
            Some(after) => after.as_u64().ok_or(invalid("after must be the number of an event"))?,
        };
        Ok(Self::Resume { epoch, after })
    }
}

impl RemoteCommand {
    /// [`Self::args`] as JSON, in bytes.
    pub const MAX_ARGS_BYTES: usize = 4 << 10;

    fn read(mut members: Map<String, Value>) -> Result<Self, FrameError> {
        let id = text_of(&members, "id").ok_or(invalid("id must be a text of 1 to 64 bytes"))?;
        let about = |detail| FrameError { id: Some(id.clone()), ..invalid(detail) };
        let target_device_id = text_of(&members, "target_device_id")
            .ok_or_else(|| about("target_device_id must be a text of 1 to 64 bytes"))?;
        let command = members.get("command").and_then(Value::as_str).and_then(PlayerCommand::parse);
        let command = command.ok_or_else(|| about("command must be play, pause, seek or next"))?;
        let args = match members.remove("args") {
            None | Some(Value::Null) => Map::new(),
            Some(args @ Value::Object(_)) if args.to_string().len() > Self::MAX_ARGS_BYTES => {
                return Err(about("args must be at most 4 KiB"));
            }
            Some(Value::Object(args)) => args,
            Some(_) => return Err(about("args must be an object")),
        };
        Ok(Self { id, target_device_id, command, args })
    }
}

/// How many objects and lists are within each other. The parser has seen to it that they are few.
fn depth(value: &Value) -> usize {
    let deepest = match value {
        Value::Array(items) => items.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + deepest.unwrap_or_default()
}

fn text_of(members: &Map<String, Value>, name: &str) -> Option<String> {
    let text = members.get(name).and_then(Value::as_str)?;
    (1..=MAX_TEXT_BYTES).contains(&text.len()).then(|| text.to_owned())
}

fn invalid(detail: &'static str) -> FrameError {
    FrameError::new(FrameErrorCode::InvalidFrame, detail)
}
