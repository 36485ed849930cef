//! Recordings: the thing that is the same on several sources.

use std::sync::Arc;

use super::{Listing, Performer, Source, Version, Words, Work};

/// One recording and what each source has of it.
#[derive(Debug)]
pub struct Recording {
    /// `work/first performer/version`.
    pub key: String,
    /// What is played.
    pub work: Arc<Work>,
    /// Who plays it, the first named first.
    pub performers: Vec<Arc<Performer>>,
    /// Album in simplified characters, or Latin.
    pub album: String,
    /// Kind of recording.
    pub version: Version,
    /// Whose song a cover is.
    pub original: Option<Arc<Performer>>,
    /// How much there is of its words.
    pub words: Words,
    /// True length; sources differ from it by seconds.
    pub duration_ms: u64,
    /// What the sources have of it.
    pub listings: Vec<Listing>,
}

impl Recording {
    /// What `source` has of it.
    pub fn listing(&self, source: Source) -> Option<&Listing> {
        self.listings.iter().find(|listing| listing.source == source)
    }
}
