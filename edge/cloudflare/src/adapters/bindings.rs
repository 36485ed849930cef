use worker::Env;

/// The worker's bindings: `CACHE` behind the port `KvStore`, `SIGN_IN_LIMIT` behind `RateLimiter`.
pub struct WorkerBindings(pub Env);
