use std::rc::Rc;

use super::{Connection, ConnectionId, Write};
use crate::{ports::Timestamp, sync::CloseCode};

/// What a hub has its host do.
///
/// The writes of a call come first and are one transaction. Nothing else is done before they are
/// durable or, where the platform holds outgoing messages back until they are, made. When they fail,
/// or the host fails before all of a call's effects are done, the hub is not used any more: its
/// sockets are closed with [`CloseCode::GoingAway`], and it is restored from what is saved.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Change what is saved.
    Write(Write),
    /// Send a text frame.
    Send {
        /// To this socket.
        connection: ConnectionId,
        /// JSON.
        text: Rc<str>,
    },
    /// Close a socket. What was sent before still goes out.
    Close {
        /// This one.
        connection: ConnectionId,
        /// Why, for programs.
        code: CloseCode,
        /// Why, for people.
        reason: &'static str,
    },
    /// Keep this as the attachment of its socket.
    Attach(Connection),
    /// Call [`Hub::tick`](super::Hub::tick) at this moment, in the place of the wake-up that is set.
    Alarm(Timestamp),
}

/// A message of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame<'a> {
    /// A text frame, of any length.
    Text(&'a str),
    /// A binary frame.
    Binary,
}

/// Answer to a device that reads events without a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The log's name, to be given with the next read.
    pub epoch: String,
    /// The log's last event. The device is up to date when `items` ends with it.
    pub head: u64,
    /// Whether `items` goes on without a gap from where the device was. Otherwise it is empty, the
    /// device has to load the library anew, and its next read is after `head`.
    pub recovered: bool,
    /// Event frames in their order; the first 100, within the bound of what a socket may have unsent.
    pub items: Vec<Rc<str>>,
}

impl Batch {
    /// `{"epoch", "head", "recovered", "items"}`.
    pub fn to_json(&self) -> String {
        let Self { epoch, head, recovered, items } = self;
        let epoch = serde_json::Value::from(epoch.as_str());
        let items = items.join(",");
        format!(r#"{{"epoch":{epoch},"head":{head},"recovered":{recovered},"items":[{items}]}}"#)
    }
}
