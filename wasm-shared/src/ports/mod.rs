//! What a host provides: time, randomness, outgoing HTTP, a key-value store, the users' hubs, a
//! rate limiter and work after the response. Each method's contract is in its doc; `testing` holds the suite that checks it.

mod clock;
mod entropy;
mod http;
mod hubs;
mod kv;
mod rate_limiter;
mod tasks;

pub use clock::{Clock, Timestamp};
pub use entropy::Entropy;
pub use http::{HttpClient, HttpFault, InboundBody, InboundResponse, Method, OutboundRequest};
pub use hubs::{HubFault, Hubs, NoHubs};
pub use kv::{KvFault, KvStore};
pub use rate_limiter::{Admission, LimitRule, LimiterFault, RateLimiter};
pub use tasks::Tasks;

/// One request's view of its host. Cheap to clone; a clone may outlive the response only inside
/// [`Tasks::run_after_response`].
pub trait Host: Clone + 'static {
    /// The client for outgoing calls.
    type Http: HttpClient;
    /// The store behind the second cache tier.
    type Kv: KvStore;

    /// Outgoing HTTP.
    fn http(&self) -> &Self::Http;
    /// The key-value store.
    fn kv(&self) -> &Self::Kv;
    /// Time.
    fn clock(&self) -> &impl Clock;
    /// Randomness.
    fn entropy(&self) -> &impl Entropy;
    /// The users' hubs. Their sockets are answers that pass through, as audio is. `None` where a
    /// listener can open no WebSocket; what is pushed is kept for them by the origin alone there.
    fn hubs(&self) -> Option<&impl Hubs<Socket = BodyOf<Self>>>;
    /// Work after the response.
    fn tasks(&self) -> &impl Tasks;
    /// The platform's rate limiter.
    fn rate_limiter(&self) -> &impl RateLimiter;
    /// Writes one line to the host's log.
    fn log(&self, line: &str);
}

/// The body type of a host's incoming responses, which is also what its audio streams are made of.
pub type BodyOf<H> = <<H as Host>::Http as HttpClient>::Body;
