//! Who may call: edges that hold a service key, once per token.

use std::{
    collections::HashSet,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tonic::{Request, Status, metadata::MetadataMap, service::Interceptor};
use wasm_shared::{
    auth::service_token::{Audience, LIFETIME, ServicePublicKey, ServiceToken, ServiceTokenError},
    ports::Timestamp,
};

use crate::clock::Clock;

/// How many tokens are remembered: 10,000 calls a second for the life of a token. Past that, calls
/// are refused rather than tokens forgotten.
const MEMORY: usize = 700_000;
/// A token is worthless when it is this old, the allowance for clocks that differ included.
const FORGET_AFTER: Duration = LIFETIME.saturating_add(Duration::from_secs(10));

/// Lets a call pass that carries a service token of an edge.
///
/// Tokens are remembered in this process. Where several origins share the load, a token overheard
/// inside the private network could be used once at each of them within its minute.
#[derive(Clone)]
pub struct ServiceGate {
    keys: Arc<[ServicePublicKey]>,
    seen: Arc<Mutex<Seen>>,
    clock: Clock,
}

impl ServiceGate {
    /// From the edges' public keys in base64url.
    pub fn new(public_keys: &[String], clock: Clock) -> Result<Self, ServiceTokenError> {
        let keys: Result<Vec<_>, _> =
            public_keys.iter().map(|key| ServicePublicKey::parse(key)).collect();
        let seen = Arc::new(Mutex::new(Seen::new(clock.timestamp())));
        Ok(Self { keys: keys?.into(), seen, clock })
    }

    fn admit(&self, metadata: &MetadataMap) -> Result<(), Rejection> {
        let token = metadata
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(Rejection::Missing)?;
        let now = self.clock.timestamp();
        let ServiceToken { token_id, .. } = self
            .keys
            .iter()
            .find_map(|key| key.verify(token, Audience::Origin, now).ok())
            .ok_or(Rejection::Invalid)?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.remember(token_id, now)
    }
}

impl Interceptor for ServiceGate {
    fn call(&mut self, request: Request<()>) -> Result<Request<()>, Status> {
        match self.admit(request.metadata()) {
            Ok(()) => Ok(request),
            Err(rejection) => {
                tracing::warn!(reason = rejection.as_str(), "a service token was refused");
                Err(Status::unauthenticated(rejection.as_str()))
            }
        }
    }
}

impl fmt::Debug for ServiceGate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceGate").field("keys", &self.keys.len()).finish_non_exhaustive()
    }
}

/// Why a call was not let pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rejection {
    Missing,
    Invalid,
    Replayed,
    Crowded,
}

impl Rejection {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "a service token is needed",
            Self::Invalid => "the service token is not valid",
            Self::Replayed => "the service token was used before",
            Self::Crowded => "too many service tokens at once",
        }
    }
}

/// The tokens of two stretches of time, each as long as a token lives: the older is forgotten as a
/// whole when the younger is as old.
struct Seen {
    younger: HashSet<String>,
    older: HashSet<String>,
    turned_at: Timestamp,
}

impl Seen {
    fn new(now: Timestamp) -> Self {
        Self { younger: HashSet::new(), older: HashSet::new(), turned_at: now }
    }

    fn remember(&mut self, token_id: String, now: Timestamp) -> Result<(), Rejection> {
        if now.since(self.turned_at) >= FORGET_AFTER {
            self.older = std::mem::take(&mut self.younger);
            if now.since(self.turned_at) >= FORGET_AFTER * 2 {
                self.older.clear();
            }
            self.turned_at = now;
        }
        if self.older.contains(&token_id) || self.younger.contains(&token_id) {
            return Err(Rejection::Replayed);
        }
        if self.older.len() + self.younger.len() >= MEMORY {
            return Err(Rejection::Crowded);
        }
        self.younger.insert(token_id);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use wasm_shared::auth::service_token::ServiceKey;

    use super::*;

    struct Fixture {
        edge: ServiceKey,
        gate: ServiceGate,
        clock: Clock,
    }

    fn fixture() -> Fixture {
        let clock = Clock::manual(DateTime::from_timestamp_secs(1_800_000_000).unwrap());
        let edge = ServiceKey::from_seed(&("B".repeat(42) + "A"), "edge").unwrap();
        let gate = ServiceGate::new(&[edge.public_key()], clock.clone()).unwrap();
        Fixture { edge, gate, clock }
    }

    fn metadata(token: &str) -> MetadataMap {
        let mut metadata = MetadataMap::new();
        metadata.insert("authorization", format!("Bearer {token}").parse().unwrap());
        metadata
    }

    #[test]
    fn a_token_passes_once() {
        let Fixture { edge, gate, clock } = fixture();
        let token = edge.sign(Audience::Origin, clock.timestamp(), [1; 16]).unwrap();
        assert_eq!(gate.admit(&metadata(&token)), Ok(()));
        assert_eq!(gate.admit(&metadata(&token)), Err(Rejection::Replayed));
        clock.advance(TimeDelta::seconds(59));
        assert_eq!(gate.admit(&metadata(&token)), Err(Rejection::Replayed));
        clock.advance(TimeDelta::seconds(30));
        assert_eq!(gate.admit(&metadata(&token)), Err(Rejection::Invalid));
    }

    #[test]
    fn a_token_is_remembered_across_a_turn() {
        let Fixture { edge, gate, clock } = fixture();
        clock.advance(TimeDelta::seconds(69));
        let token = edge.sign(Audience::Origin, clock.timestamp(), [1; 16]).unwrap();
        assert_eq!(gate.admit(&metadata(&token)), Ok(()));
        clock.advance(TimeDelta::seconds(2));
        assert_eq!(gate.admit(&metadata(&token)), Err(Rejection::Replayed));
    }

    #[test]
    fn other_tokens_do_not_pass() {
        let Fixture { edge, gate, clock } = fixture();
        assert_eq!(gate.admit(&MetadataMap::new()), Err(Rejection::Missing));
        assert_eq!(gate.admit(&metadata("x")), Err(Rejection::Invalid));
        let stranger = ServiceKey::from_seed(&("C".repeat(42) + "A"), "edge").unwrap();
        let theirs = stranger.sign(Audience::Origin, clock.timestamp(), [2; 16]).unwrap();
        assert_eq!(gate.admit(&metadata(&theirs)), Err(Rejection::Invalid));
        let for_edges = edge.sign(Audience::Edge, clock.timestamp(), [3; 16]).unwrap();
        assert_eq!(gate.admit(&metadata(&for_edges)), Err(Rejection::Invalid));
    }

    #[test]
    fn memory_is_bounded() {
        let mut seen = Seen::new(Timestamp::from_secs(0));
        for number in 0..MEMORY {
            seen.remember(number.to_string(), Timestamp::from_secs(1)).unwrap();
        }
        let refused = seen.remember("one more".to_owned(), Timestamp::from_secs(1));
        assert_eq!(refused, Err(Rejection::Crowded));
        let turned = Timestamp::from_secs(0) + FORGET_AFTER;
        assert_eq!(seen.remember("one more".to_owned(), turned), Err(Rejection::Crowded));
        assert_eq!(seen.remember("one more".to_owned(), turned + FORGET_AFTER), Ok(()));
    }
}
