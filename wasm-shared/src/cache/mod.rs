//! Three tiers: isolate memory, the key-value store, and the same copies past their freshness,
//! served marked as stale when nothing better can be had.

mod entry;
mod key;
mod memory;
mod tiers;

pub use entry::{Content, Entry, EnvelopeError, Stored};
pub use key::CacheKey;
pub use memory::MemoryCache;
pub use tiers::{CacheTier, LoadError, Loaded, Served, serve, serve_other};
pub(crate) use tiers::{RefreshMark, prefetch, remember};
