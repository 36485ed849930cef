//! The core's ports on Workers.

mod bindings;
mod clock;
mod entropy;
mod glue;
mod host;
mod http_client;
mod hubs;
mod kv;
mod rate_limiter;
mod request;
mod response;
mod tasks;

pub use clock::WorkerClock;
pub use entropy::WorkerEntropy;
pub use glue::describe;
pub use host::WorkerHost;
pub use request::WorkerRequest;
pub use response::to_worker_response;
