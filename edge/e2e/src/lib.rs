//! A running system as its users see it: the edge at `BASE_URL`, and the sandbox behind it at
//! `SANDBOX_URL`, whose inbox is read and whose faults are set.

mod answer;
mod description;
mod listener;
mod operation;
mod sandbox;
mod second_edge;
mod socket;
mod system;
mod truth;

pub use answer::Answer;
pub use description::Description;
pub use listener::{Listener, encode};
pub use operation::{SOURCES, call_of};
pub use sandbox::Sandbox;
pub use second_edge::SecondEdge;
pub use socket::{Received, Socket};
pub use system::{System, eventually};
pub use truth::{Collection, Listing, Recording, Truth};
