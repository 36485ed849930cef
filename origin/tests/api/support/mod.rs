//! A running origin, an edge that calls it, the vendor it calls, and its database.

pub mod database;
pub mod edge;
pub mod origin;
pub mod process;
pub mod vendor;

pub use database::Database;
pub use edge::{Edge, caller, problem};
pub use origin::{Origin, settings_text};
pub use process::{Process, SettingsFile};
pub use vendor::{Behaviour, Vendor};
