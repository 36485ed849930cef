//! Logs, metrics and trace context.

mod context;
mod logs;
mod metrics;

pub use context::{RequestId, TraceContext};
pub use logs::{chain, log_panics, subscriber};
pub use metrics::{Metrics, Protocol, RequestLabels};
