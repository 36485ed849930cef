use wasm_shared::ports::{Admission, LimitRule, LimiterFault, RateLimiter};

/// None: the platform has no limiter. Each instance counts by itself, and the origin for all.
pub struct SpinRateLimiter;

impl RateLimiter for SpinRateLimiter {
    async fn admit(&self, _rule: LimitRule, _key: &str) -> Result<Admission, LimiterFault> {
        Ok(Admission::Admitted)
    }
}
