//! What administrators did, and whose personal data they saw.
//!
//! A record is appended in the transaction of what it tells of, so that neither is without the other.
//! Records are numbered without gaps and chained: each holds the hash of the one before. Whoever
//! alters, deletes, swaps or inserts one breaks the chain at its number.

mod action;
mod actor;
mod chain;
mod record;

pub use action::{Action, Change};
pub use actor::Actor;
pub use chain::{GENESIS, Hash};
pub use record::Record;
