use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::catalog::model::{Quality, Source, TrackId};

/// Raised when the form of cached bodies changes, so that no old copy is read as a new one.
const GENERATION: u8 = 1;

/// The name of a cached answer, the same in every tier.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CacheKey(String);

impl CacheKey {
    /// A page of a search; `source` is `None` for the chain.
    pub fn search(query: &str, source: Option<Source>, size: u32, page: u32) -> Self {
        let source = source.map_or("auto", Source::as_str);
        let mut key = format!("{GENERATION}:search:{source}:{size}:{page}:");
        // The store's keys are at most 512 bytes; a query that could exceed it is hashed.
        if query.len() <= 200 {
            key.push_str(query);
        } else {
            for byte in Sha256::digest(query.as_bytes()) {
                let _ = write!(key, "{byte:02x}");
            }
        }
        Self(key)
    }

    /// A track's data.
    pub fn detail(track: &TrackId) -> Self {
        Self(format!("{GENERATION}:detail:{track}"))
    }

    /// Where a track can be heard.
    pub fn playback(track: &TrackId, quality: Quality) -> Self {
        Self(format!("{GENERATION}:playback:{}:{track}", quality.as_str()))
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_fit_the_store_and_differ() {
        let long = CacheKey::search(&"茉".repeat(1000), None, 20, 0);
        assert!(long.as_str().len() <= 512);
        let track = TrackId::new(Source::Joox, "x".repeat(TrackId::MAX_ID_LENGTH));
        assert!(CacheKey::playback(&track, Quality::Lossless).as_str().len() <= 512);
        assert_ne!(CacheKey::search("a", None, 20, 1), CacheKey::search("a", None, 20, 2));
        assert_ne!(
            CacheKey::search("a", None, 20, 1),
            CacheKey::search("a", Some(Source::Qq), 20, 1)
        );
    }
}
