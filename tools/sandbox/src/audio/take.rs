//! What an address of a file leads to.

use super::size_bytes;
use crate::catalogue::{Availability, Listing, Quality, Source};

const NOTICE_MS: u64 = 6_000;

/// Which part of a recording is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cut {
    /// All of it.
    Full,
    /// The beginning.
    Clip,
    /// A notice in its place.
    Notice,
}

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Take {
    /// Whose file it is.
    pub source: Source,
    /// Place of the recording in the catalogue.
    pub recording: usize,
    /// Encoding.
    pub quality: Quality,
    /// Part.
    pub cut: Cut,
}

impl Take {
    /// The whole track, or the notice that the source plays for it.
    pub fn whole(listing: &Listing, quality: Quality) -> Self {
        let notice = listing.availability == Availability::Notice;
        let cut = if notice { Cut::Notice } else { Cut::Full };
        Self { source: listing.source, recording: listing.recording, quality, cut }
    }

    /// The clip of a track.
    pub const fn clip(listing: &Listing) -> Self {
        Self {
            source: listing.source,
            recording: listing.recording,
            quality: Quality::Standard,
            cut: Cut::Clip,
        }
    }

    /// How long it plays, in milliseconds; `listing` is the track it was made for.
    pub const fn duration_ms(self, listing: &Listing) -> u64 {
        match self.cut {
            Cut::Full => listing.duration_ms,
            Cut::Clip => listing.clip_ms(),
            Cut::Notice => NOTICE_MS,
        }
    }

    /// Size of its file.
    pub fn size_bytes(self, listing: &Listing) -> u64 {
        size_bytes(self.quality, self.duration_ms(listing))
    }
}
