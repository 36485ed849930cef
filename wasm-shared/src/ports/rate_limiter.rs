use std::time::Duration;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitRule {
    /// Open sign-in calls, by the caller's network.
    SignIn,
}

/// Whether a call may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Admitted,
    /// The caller has called too often.
    Refused {
        /// How long until a call would be admitted; never zero.
        retry_after: Duration,
    },
}

/// The limiter failed; nothing is known of the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rate limiter: {0}")]
pub struct LimiterFault(pub String);

/// The platform's own limiter, which counts for more than one isolate. It is a first line: the
/// budgets that decide are the origin's.
pub trait RateLimiter {
    /// Counts a call of `key` under `rule`. A host without a limiter admits everything.
    async fn admit(&self, rule: LimitRule, key: &str) -> Result<Admission, LimiterFault>;
}
