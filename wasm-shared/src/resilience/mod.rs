//! Keeping a failing source from failing the listener: deadlines, breakers, a budget for retries.

pub mod breaker;
pub mod deadline;
pub mod latency;
pub mod retry_budget;
