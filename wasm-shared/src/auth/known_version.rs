//! The store's copy of a user's token version: what edges know of each other's questions.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::AccessClaims;
use crate::{
    http::RequestContext,
    json,
    ports::{Host, KvFault, KvStore, Timestamp},
    resilience::deadline::within,
    settings::AuthSettings,
};

/// As long as a token made before a revocation can live, with a margin: after that there is nothing
/// left to refuse.
const STORE_LIFE: Duration = Duration::from_secs(AccessClaims::LIFETIME_S + 120);
/// The longest the store is waited for.
const STORE_BOUND: Duration = Duration::from_millis(800);

/// A user's token version, at least. Of two, the greater says more: the higher version first, then
/// the later check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct KnownVersion {
    pub version: u64,
    /// The moment at which the origin was asked and said so, by the clock of the edge that asked.
    /// Zero where nobody asked: a push says that the version has risen to this, not that it is this.
    pub checked_at: Timestamp,
}

impl KnownVersion {
    /// Whether no question to the origin is due. A moment ahead of this edge's clock is no age.
    pub fn is_fresh(&self, now: Timestamp, settings: &AuthSettings) -> bool {
        self.checked_at <= now
            && now.since(self.checked_at) <= Duration::from_secs(settings.version_store_s)
    }
}

fn key(user_id: &str) -> String {
    format!("tv:{user_id}")
}

/// What the store has; a copy that cannot be read is none.
///
/// # Errors
/// When the store fails or is slow.
pub(super) async fn read<H: Host>(
    context: &RequestContext<H>,
    user_id: &str,
) -> Result<Option<KnownVersion>, KvFault> {
    let key = key(user_id);
    let value = bounded(context, context.host.kv().get(&key)).await?;
    Ok(value.and_then(|json| json::from_bytes(&json).ok()))
}

/// Stores what is known, unless the store's copy says more: a version never goes down.
///
/// The store has no comparing write, so a slow writer may still lay an older version over a newer
/// one. What makes that harmless is the age inside the value.
///
/// # Errors
/// When the store fails or is slow; then it may or may not hold what is known.
pub(super) async fn keep<H: Host>(
    context: &RequestContext<H>,
    user_id: &str,
    known: KnownVersion,
) -> Result<(), KvFault> {
    if read(context, user_id).await?.is_some_and(|stored| stored >= known) {
        return Ok(());
    }
    let key = key(user_id);
    let json = serde_json::to_vec(&known).expect("two numbers serialise without fail");
    bounded(context, context.host.kv().put(&key, json.into(), STORE_LIFE)).await
}

async fn bounded<H: Host, T>(
    context: &RequestContext<H>,
    work: impl Future<Output = Result<T, KvFault>>,
) -> Result<T, KvFault> {
    within(context.host.clock(), STORE_BOUND, work)
        .await
        .unwrap_or_else(|| Err(KvFault("no answer in time".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_version_says_more_then_the_later_check() {
        let known =
            |version, seconds| KnownVersion { version, checked_at: Timestamp::from_secs(seconds) };
        assert!(known(2, 0) > known(1, 100));
        assert!(known(2, 100) > known(2, 0));
    }

    #[test]
    fn a_copy_is_fresh_by_the_age_it_carries() {
        let settings = AuthSettings { version_store_s: 60, ..AuthSettings::default() };
        let known = KnownVersion { version: 1, checked_at: Timestamp::from_secs(1_000) };
        let fresh = |millis| known.is_fresh(Timestamp::from_millis(millis), &settings);
        assert!(fresh(1_000_000) && fresh(1_060_000));
        assert!(!fresh(1_060_001));
        assert!(!fresh(999_999), "from a clock that is ahead");
        let pushed = KnownVersion { version: 1, checked_at: Timestamp::default() };
        assert!(!pushed.is_fresh(Timestamp::from_secs(1_000), &settings));
    }
}
