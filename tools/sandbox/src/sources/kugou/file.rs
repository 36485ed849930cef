//! What a tracker gives for a track.

use crate::audio::{Cut, Take};
use crate::catalogue::{Listing, Playable, Quality, Refusal};

/// A file with what is told of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct File {
    pub(super) take: Take,
    pub(super) size_bytes: u64,
    pub(super) duration_s: u64,
}

impl File {
    /// What the caller gets who wants at best `quality`; the refusal if they get no file.
    pub(super) fn of(listing: &Listing, quality: Quality, member: bool) -> Result<Self, Refusal> {
        let take = match listing.play(quality, member) {
            Playable::File(quality) | Playable::Notice(quality) => Take::whole(listing, quality),
            Playable::Clip => Take::clip(listing),
            Playable::Refused(refusal) => return Err(refusal),
        };
        // A notice claims the length of the track.
        let claimed_ms = match take.cut {
            Cut::Clip => listing.clip_ms(),
            Cut::Full | Cut::Notice => listing.duration_ms,
        };
        let size_bytes = take.size_bytes(listing);
        Ok(Self { take, size_bytes, duration_s: claimed_ms / 1000 })
    }
}
