//! Plain HTTP: health, keys, metrics, and what is true of every request.

mod boundary;
mod health;
mod jwks;
mod metrics;
mod panel;
mod problem;
mod router;

pub use boundary::{Boundary, REQUEST_LIMIT, guard};
pub use router::{HttpState, router};
