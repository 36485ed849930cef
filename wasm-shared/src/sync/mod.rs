//! What happens to a user elsewhere and concerns this edge: the events that the origin pushes.

mod connect;
mod deliver;
mod event;
mod events;
mod hub;
mod kept;
mod protocol;
mod push;
mod running;

pub use connect::connect;
pub use deliver::deliver;
pub use event::{Event, EventError, EventKind, Payload, parse_events};
#[cfg(feature = "schema")]
pub(crate) use events::LONGEST_WAIT_S;
pub use events::{ReadRequest, read_events};
pub use hub::{
    Batch, Connection, ConnectionId, Effect, Frame, Hub, KnownCommand, KnownDevice, LoggedEvent,
    NewConnection, Playback, Saved, Superseded, Write,
};
pub use kept::KEPT_EPOCH;
pub use protocol::CloseCode;
pub use push::receive_events;
pub use running::{HubPlatform, PING, PONG, RunningHub};
