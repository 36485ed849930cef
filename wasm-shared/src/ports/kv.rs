use std::time::Duration;

use bytes::Bytes;

/// The store failed; what it holds is unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("key-value store: {0}")]
pub struct KvFault(pub String);

/// An eventually consistent key-value store: the copy that is read may be a minute old.
///
/// Keys are at most 512 bytes, values at most 25 MiB. One write a second and key.
pub trait KvStore {
    /// The value, or `None` when there is none (or it has passed its time to live).
    async fn get(&self, key: &str) -> Result<Option<Bytes>, KvFault>;

    /// Stores `value` for at least `time_to_live`; hosts round it up to their minimum (60 s on
    /// Workers).
    async fn put(&self, key: &str, value: Bytes, time_to_live: Duration) -> Result<(), KvFault>;

    /// Removes the value; removing an absent one succeeds.
    async fn delete(&self, key: &str) -> Result<(), KvFault>;
}
