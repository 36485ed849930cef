//! What the edges are told: written down in the transaction that makes it true, delivered after.
//!
//! Each edge has a delivery of each event, and is told by itself: what becomes of one edge holds up no
//! other. Delivery is at least once and, for each edge and user, in order: an event goes out with or
//! after the one before it, and an edge takes none behind one that it does not take. A batch holds many
//! users, and of each a run of events in their order. A batch is claimed for the length of a lease, so
//! that several origins share the work; when one ends in the middle, another delivers the batch again,
//! and edges drop what they have had by its id.
//!
//! What cannot be delivered is tried again after a growing pause. An event that an edge says it will
//! never take is set aside for that edge after ten such answers, so that it does not hold up what comes
//! after it.
//!
//! Origins name the edges of their settings in the database. An edge gets what is written from then on;
//! one that nobody names any more is forgotten after an hour, with what waited for it.
//!
//! Events are kept for a week, and for longer while an edge waits for them. An edge that has nowhere to
//! keep them for a user's devices reads them here, by the number that each has among its user's.

mod backoff;
mod courier;
mod edge;
mod event;
mod imports;
mod kept;
mod run;
mod set_aside;

pub(crate) use backoff::pause;
pub use courier::{Attempt, Backlog, Courier, DueEvent, Round};
pub use edge::{Edges, EdgesError};
pub use event::Event;
pub use kept::KeptEvent;
pub use run::run;
pub use set_aside::{SetAside, UndeliveredEvent, drop_set_aside, retry_set_aside};
