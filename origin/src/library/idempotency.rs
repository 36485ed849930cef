use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::{Change, Invalid, LibraryError};
use crate::store::idempotency_keys;

/// How long an answer is kept.
pub(super) const KEPT: TimeDelta = TimeDelta::hours(24);
const MAX_KEY: usize = 255;

/// What tells a request that is sent again from another one.
#[derive(Debug, Clone)]
pub struct RequestKey {
    pub(crate) key: String,
    /// SHA-256 of the method and the request.
    pub(crate) request_hash: [u8; 32],
}

impl RequestKey {
    /// `request` without what is the same request sent again: its caller and its key.
    pub fn new(key: String, method: &str, request: &[u8]) -> Result<Self, Invalid> {
        if !(1..=MAX_KEY).contains(&key.len())
            || !key.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        {
            return Err(Invalid::new(
                "idempotency_key",
                "must be 1 to 255 visible ASCII characters",
            ));
        }
        let hash = Sha256::new().chain_update(method).chain_update([0]).chain_update(request);
        Ok(Self { key, request_hash: hash.finalize().into() })
    }
}

impl Change {
    /// What was answered to the same request before, if it was made within a day.
    pub async fn recall(&mut self, request: &RequestKey) -> Result<Option<Vec<u8>>, LibraryError> {
        let (user_id, since) = (self.user_id, self.now - KEPT);
        let kept = idempotency_keys::get(self.connection(), user_id, &request.key, since).await?;
        match kept {
            Some(kept) if kept.request_hash == request.request_hash => Ok(Some(kept.response)),
            Some(_) => Err(LibraryError::IdempotencyKeyReused),
            None => Ok(None),
        }
    }

    /// Keeps an answer, for when the request is sent again.
    pub async fn remember(
        &mut self,
        request: &RequestKey,
        response: &[u8],
    ) -> Result<(), LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        Ok(idempotency_keys::put(self.connection(), user_id, request, response, now).await?)
    }
}
