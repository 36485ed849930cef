//! The core's ports on Spin.

mod body;
mod clock;
mod entropy;
mod host;
mod http_client;
mod kv;
mod rate_limiter;
mod request;
mod response;
mod tasks;

pub use host::SpinHost;
pub use request::SpinRequest;
pub use response::to_spin_response;
