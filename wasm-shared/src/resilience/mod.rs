//! Keeping a failing source from failing the listener: deadlines, breakers, a budget for retries; and
//! one caller from failing the others: rate limits.

pub mod breaker;
pub mod deadline;
pub mod latency;
pub mod rate_limit;
pub mod retry_budget;
