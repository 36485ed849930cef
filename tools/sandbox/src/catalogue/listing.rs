//! A recording as one source lists it.

use super::{Availability, Identity, Playable, Quality, Refusal, Source};

/// A performer as one source names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The source's ids of the performer.
    pub identity: Identity,
    /// Name in the source's spelling.
    pub name: String,
}

/// A recording at one source.
#[derive(Debug)]
pub struct Listing {
    /// Where.
    pub source: Source,
    /// Place of the recording in the catalogue.
    pub recording: usize,
    /// Title as shown there, with its version.
    pub title: String,
    /// Title without its version.
    pub main_title: String,
    /// Performers as shown there.
    pub artists: Vec<Credit>,
    /// Album as shown there.
    pub album: String,
    /// The source's ids of the album.
    pub album_identity: Identity,
    /// The source's ids of the track.
    pub identity: Identity,
    /// Length there.
    pub duration_ms: u64,
    /// Who may play it.
    pub availability: Availability,
    /// Encodings the source has, the lowest first, never none.
    pub qualities: Vec<Quality>,
    /// The quality from which only members are served, if any.
    pub vip_from: Option<Quality>,
}

impl Listing {
    /// Length of the clip a source gives in place of the track, in milliseconds.
    pub const fn clip_ms(&self) -> u64 {
        match self.source {
            Source::Kugou => 60_000,
            Source::Qq | Source::Joox | Source::Netease => 30_000,
        }
    }

    /// The id that stands for the track in this project's `{source}:{id}`.
    pub fn id(&self) -> String {
        match self.source {
            Source::Qq => self.identity.mid("003"),
            Source::Joox => self.identity.opaque(),
            Source::Netease => self.identity.number().to_string(),
            Source::Kugou => self.identity.hash(Quality::Standard),
        }
    }

    /// What a caller gets who wants exactly `quality`; `None` if the source has no such file or
    /// keeps it for members.
    pub fn play_exactly(&self, quality: Quality, member: bool) -> Option<Playable> {
        match self.play(quality, member) {
            Playable::File(served) | Playable::Notice(served) if served != quality => None,
            playable => Some(playable),
        }
    }

    /// What a caller gets who wants at best `quality`: the best there is for them up to it, or the
    /// lowest there is.
    pub fn play(&self, quality: Quality, member: bool) -> Playable {
        let open = |candidate: &Quality| {
            member || self.vip_from.is_none_or(|members_only| *candidate < members_only)
        };
        let served = self
            .qualities
            .iter()
            .copied()
            .filter(|candidate| *candidate <= quality && open(candidate))
            .max()
            .unwrap_or(self.qualities[0]);
        match self.availability {
            Availability::Full => Playable::File(served),
            Availability::Notice => Playable::Notice(served),
            Availability::Vip | Availability::Trial if member => Playable::File(served),
            Availability::Vip => Playable::Refused(Refusal::Vip),
            Availability::Trial => Playable::Clip,
            Availability::Purchase => Playable::Refused(Refusal::Purchase),
            Availability::Region => Playable::Refused(Refusal::Region),
            Availability::Removed => Playable::Refused(Refusal::Removed),
        }
    }
}
