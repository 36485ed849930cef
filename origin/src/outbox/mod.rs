//! What the edges are told: written down in the transaction that makes it true, delivered after.
//!
//! Delivery is at least once and, for each user, in order: an event goes out with or after the one
//! before it, and an edge takes none behind one that it does not take. A batch holds many users, and of
//! each a run of events in their order. A batch is claimed for the length of a lease, so that several
//! origins share the work; when one ends in the middle, another delivers the batch again, and edges
//! drop what they have had by its id.
//!
//! What cannot be delivered is tried again after a growing pause. An event that an edge says it will
//! never take is set aside after ten such answers, so that it does not hold up what comes after it.
//!
//! Events are kept for a week after. An edge that has nowhere to keep them for a user's devices reads
//! them here, by the number that each has among its user's.

mod backoff;
mod courier;
mod edge;
mod event;
mod imports;
mod kept;
mod run;
mod set_aside;

pub(crate) use backoff::pause;
pub use courier::{Attempt, Backlog, Courier, DueEvent};
pub use edge::{Edges, EdgesError};
pub use event::Event;
pub use kept::KeptEvent;
pub use run::run;
pub use set_aside::{UndeliveredEvent, drop_set_aside, retry_set_aside};
