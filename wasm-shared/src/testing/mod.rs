//! Test doubles for the ports: a clock that moves only when nothing else can, a network that is a
//! function, a store that fails on purpose. With them a whole request runs natively. `contract` is what they and every
//! host's adapters have to hold.

mod clock;
pub mod contract;
mod host;
mod hubs;
mod limiter;
mod network;
mod request;
mod store;

pub use clock::TestClock;
pub use host::{TestEntropy, TestHost, TestTasks};
pub use hubs::{TestHubs, TestSocket};
pub use limiter::TestLimiter;
pub use network::{TestBody, TestNetwork, TestReply};
pub use request::TestRequest;
pub use store::TestStore;
