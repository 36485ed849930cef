//! What happens to a user elsewhere and concerns this edge: the events that the origin pushes.

mod deliver;
mod event;
mod hub;
mod protocol;
mod push;

pub use deliver::deliver;
pub use event::{Event, EventKind, Payload};
pub use hub::{
    Batch, Connection, ConnectionId, Effect, Frame, Hub, KnownDevice, LoggedEvent, NewConnection,
    Playback, Saved, Superseded, Write,
};
pub use protocol::CloseCode;
pub use push::receive_events;
