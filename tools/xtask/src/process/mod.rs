//! Processes that never outlive the command that started them.
//!
//! Each is started as the leader of a process group of its own, and the whole group is ended: on
//! Ctrl-C or SIGTERM, when the command fails, and when it is done.

mod group;
mod interrupt;
mod service;
mod step;

pub use group::Group;
pub use interrupt::{Interrupted, interrupted, listen};
pub use service::{Output, Service, Services};
pub use step::{output, run, run_into};
