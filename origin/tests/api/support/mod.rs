//! A running origin, an edge that calls it, the vendor it calls, and its database.

pub mod database;
pub mod deliveries;
pub mod edge;
pub mod listener;
pub mod origin;
pub mod process;
pub mod push;
pub mod replica;
pub mod vendor;

pub use database::Database;
pub use deliveries::deliveries;
pub use edge::{Edge, caller, problem};
pub use listener::Listener;
pub use origin::{Origin, settings_text};
pub use process::{Process, SettingsFile};
pub use push::PushEdge;
pub use replica::Replica;
pub use vendor::{Behaviour, Carried, Told, Vendor};
