//! What one isolate remembers between requests. Nothing in it belongs to a request, nothing in it
//! is shared with another isolate, and all of it may be lost at any moment.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashSet,
};

use crate::{
    auth::{
        Inquiries, KeyRing, RememberedTokens, UsedTokens,
        service_token::{ServiceKey, ServicePublicKey},
    },
    cache::{CacheKey, MemoryCache},
    catalog::credentials::CredentialBoard,
    http::{Callers, Router},
    observe::Counters,
    resilience::{breaker::BreakerBoard, latency::LatencyBoard, retry_budget::RetryBudget},
    settings::Settings,
};

/// What a host is started with.
pub struct IsolateConfig {
    /// `cloudflare` or `spin`.
    pub edge_kind: &'static str,
    /// Where the origin's HTTP port is, without a slash at the end.
    pub origin_url: String,
    /// Signs the calls to the origin.
    pub service_key: ServiceKey,
    /// Verify the origin's calls, more than one while its key is exchanged; none where it makes none.
    pub origin_public_keys: Vec<ServicePublicKey>,
    /// The settings.
    pub settings: Settings,
}

/// The state of one isolate. Borrows of its cells never live across an await.
pub struct Isolate {
    /// What the host was started with.
    pub config: IsolateConfig,
    pub(crate) router: Router,
    pub(crate) memory: RefCell<MemoryCache>,
    pub(crate) refreshing: RefCell<HashSet<CacheKey>>,
    pub(crate) tokens: RefCell<RememberedTokens>,
    pub(crate) keys: RefCell<KeyRing>,
    pub(crate) inquiries: RefCell<Inquiries>,
    pub(crate) service_tokens: RefCell<UsedTokens>,
    pub(crate) callers: RefCell<Callers>,
    pub(crate) breakers: RefCell<BreakerBoard>,
    pub(crate) latencies: RefCell<LatencyBoard>,
    pub(crate) credentials: RefCell<CredentialBoard>,
    pub(crate) retry_budget: RefCell<RetryBudget>,
    pub(crate) counters: RefCell<Counters>,
    /// Random, made with the first request.
    pub(crate) instance: OnceCell<String>,
}

impl Isolate {
    /// An isolate that has seen nothing yet.
    pub fn new(config: IsolateConfig) -> Self {
        Self {
            router: Router::new(),
            memory: RefCell::new(MemoryCache::new(config.settings.cache.memory_bytes)),
            refreshing: RefCell::default(),
            tokens: RefCell::new(RememberedTokens::new(config.settings.auth.remembered_tokens)),
            keys: RefCell::default(),
            inquiries: RefCell::default(),
            service_tokens: RefCell::default(),
            callers: RefCell::default(),
            breakers: RefCell::default(),
            latencies: RefCell::default(),
            credentials: RefCell::default(),
            retry_budget: RefCell::default(),
            counters: RefCell::default(),
            instance: OnceCell::new(),
            config,
        }
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.config.settings
    }
}
