//! What one isolate remembers between requests. Nothing in it belongs to a request, nothing in it
//! is shared with another isolate, and all of it may be lost at any moment.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use crate::{
    auth::{
        Inquiries, KeyRing, RememberedTokens, UsedTokens,
        service_token::{ServiceKey, ServicePublicKey},
    },
    cache::{CacheKey, MemoryCache},
    catalog::credentials::CredentialBoard,
    crypto::SealingKey,
    http::{Callers, Router},
    observe::Counters,
    ports::{Entropy, Timestamp},
    releases::{InForce, Refused, Standing, Taken},
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
    /// What the host's own variable says, its secrets opened. Releases are laid over it.
    pub settings: Settings,
    /// Opens the secrets of releases.
    pub sealing_key: Option<SealingKey>,
    /// Memory ends after a few requests: what is fetched goes into the key-value store at once, not
    /// when it is asked for again.
    pub stores_at_once: bool,
}

/// The state of one isolate. Borrows of its cells never live across an await.
pub struct Isolate {
    /// What the host was started with.
    pub config: IsolateConfig,
    pub(crate) router: Router,
    pub(crate) memory: RefCell<MemoryCache>,
    /// Until when a request holds that it alone fetches the answer for a key.
    pub(crate) refreshing: RefCell<HashMap<CacheKey, Timestamp>>,
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
    pub(crate) releases: RefCell<InForce>,
    /// Random, made with the first request.
    instance: OnceCell<String>,
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
            releases: RefCell::new(InForce::new(config.settings.clone())),
            instance: OnceCell::new(),
            config,
        }
    }

    /// The settings in force for whoever is nobody in particular.
    pub fn settings(&self) -> Rc<Settings> {
        self.releases.borrow().settings()
    }

    /// Goes by what the origin says if it is later than what is known. What is held in memory is
    /// brought to the new bounds.
    ///
    /// # Errors
    /// The release that holds for everybody cannot be gone by.
    pub(crate) fn take_release(&self, standing: &Standing) -> Result<Taken, Refused> {
        let IsolateConfig { settings, sealing_key, .. } = &self.config;
        let taken = self.releases.borrow_mut().take(standing, settings, sealing_key.as_ref())?;
        if taken == Taken::New {
            let settings = self.settings();
            self.memory.borrow_mut().resize(settings.cache.memory_bytes);
            self.tokens.borrow_mut().resize(settings.auth.remembered_tokens);
        }
        Ok(taken)
    }

    /// The isolate's name in counts.
    pub(crate) fn instance(&self, entropy: &impl Entropy) -> &str {
        self.instance.get_or_init(|| hex::encode(entropy.bytes::<8>()))
    }
}
