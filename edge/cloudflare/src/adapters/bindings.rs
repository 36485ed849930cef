use worker::Env;

/// The worker's bindings: `CACHE` behind the port `KvStore`, `SIGN_IN_LIMIT` behind `RateLimiter`,
/// `SYNC_HUB` behind `Hubs`.
pub struct WorkerBindings(pub Env);
