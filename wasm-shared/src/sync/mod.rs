//! What happens to a user elsewhere and concerns this edge: the events that the origin pushes.

mod deliver;
mod event;
mod push;

pub use deliver::deliver;
pub use event::{Event, EventKind, Payload};
pub use push::receive_events;
