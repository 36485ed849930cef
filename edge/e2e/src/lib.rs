//! A running system as its users see it: the edge at `BASE_URL`, and the sandbox behind it at
//! `SANDBOX_URL`, whose inbox is read and whose faults are set.

mod answer;
mod listener;
mod sandbox;
mod system;

pub use answer::Answer;
pub use listener::{Listener, encode};
pub use sandbox::{Recording, Sandbox};
pub use system::{System, eventually};
