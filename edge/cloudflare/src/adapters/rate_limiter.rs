use std::time::Duration;

use js_sys::Reflect;
use wasm_shared::ports::{Admission, LimitRule, LimiterFault, RateLimiter};
use worker::EnvBinding;

use super::bindings::WorkerBindings;

/// The platform does not say when it would admit a call again; `wrangler.toml` has it count by the
/// minute.
const PERIOD: Duration = Duration::from_mins(1);

/// The limiter bound under the rule's name, which counts for a data centre. Without one everything
/// is admitted.
impl RateLimiter for WorkerBindings {
    async fn admit(&self, rule: LimitRule, key: &str) -> Result<Admission, LimiterFault> {
        let name = match rule {
            LimitRule::SignIn => "SIGN_IN_LIMIT",
        };
        let binding = Reflect::get(&self.0, &name.into()).unwrap_or_default();
        if binding.is_undefined() {
            return Ok(Admission::Admitted);
        }
        let limiter = worker::RateLimiter::get(binding).map_err(fault)?;
        let outcome = limiter.limit(key.to_owned()).await.map_err(fault)?;
        Ok(if outcome.success {
            Admission::Admitted
        } else {
            Admission::Refused { retry_after: PERIOD }
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn fault(error: worker::Error) -> LimiterFault {
    LimiterFault(error.to_string())
}
