//! Faults on demand: what goes wrong, where, and how often.

mod disturb;
mod list;
mod routes;
mod rule;

pub use disturb::disturb;
pub use list::{Faults, Plan};
pub use routes::routes;
pub use rule::{Disturbance, Kind, Rule, Violation};

use serde::{Serialize, Serializer};

use crate::catalogue::Source;

/// Something that is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A music source.
    Source(Source),
    /// An SMS vendor.
    Aliyun,
    /// An SMS vendor.
    Tencent,
    /// An SMS vendor.
    Twilio,
    /// The hosts that serve files.
    Audio,
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 8] = [
        Self::Source(Source::Qq),
        Self::Source(Source::Joox),
        Self::Source(Source::Netease),
        Self::Source(Source::Kugou),
        Self::Aliyun,
        Self::Tencent,
        Self::Twilio,
        Self::Audio,
    ];

    /// The target of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }

    /// The name in faults and counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source(source) => source.name(),
            Self::Aliyun => "aliyun",
            Self::Tencent => "tencent",
            Self::Twilio => "twilio",
            Self::Audio => "audio",
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What is asked of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Tracks by a query.
    Search,
    /// Albums by a query.
    SearchAlbums,
    /// Artists by a query.
    SearchArtists,
    /// Playlists by a query.
    SearchPlaylists,
    /// Names that begin as a text does.
    Suggestions,
    /// One or some tracks by id.
    Detail,
    /// Addresses of a track's files.
    Playback,
    /// A track's lyrics.
    Lyrics,
    /// An album with its tracks.
    Album,
    /// An artist with their tracks.
    Artist,
    /// A playlist with its tracks.
    Playlist,
    /// The charts there are.
    Charts,
    /// A chart with its tracks.
    Chart,
    /// One message to one phone.
    Send,
    /// What became of a message.
    Query,
    /// A file of the source.
    File(Source),
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 19] = [
        Self::Search,
        Self::SearchAlbums,
        Self::SearchArtists,
        Self::SearchPlaylists,
        Self::Suggestions,
        Self::Detail,
        Self::Playback,
        Self::Lyrics,
        Self::Album,
        Self::Artist,
        Self::Playlist,
        Self::Charts,
        Self::Chart,
        Self::Send,
        Self::Query,
        Self::File(Source::Qq),
        Self::File(Source::Joox),
        Self::File(Source::Netease),
        Self::File(Source::Kugou),
    ];

    /// The name in faults and counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::SearchAlbums => "search_albums",
            Self::SearchArtists => "search_artists",
            Self::SearchPlaylists => "search_playlists",
            Self::Suggestions => "suggestions",
            Self::Detail => "detail",
            Self::Playback => "playback",
            Self::Lyrics => "lyrics",
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Playlist => "playlist",
            Self::Charts => "charts",
            Self::Chart => "chart",
            Self::Send => "send",
            Self::Query => "query",
            Self::File(source) => source.name(),
        }
    }

    /// Whether a call of this operation is a call of `wanted` as well: JOOX and Kugou give a track's
    /// details and the addresses of its files in one answer, JOOX its lyrics too, which counts as
    /// playback.
    pub const fn includes(self, wanted: Self, target: Target) -> bool {
        matches!(
            (self, wanted, target),
            (Self::Playback, Self::Detail, Target::Source(Source::Joox | Source::Kugou))
                | (Self::Playback, Self::Lyrics, Target::Source(Source::Joox))
        )
    }

    /// Whether `target` has it.
    pub const fn belongs_to(self, target: Target) -> bool {
        match self {
            Self::Send | Self::Query => {
                matches!(target, Target::Aliyun | Target::Tencent | Target::Twilio)
            }
            Self::File(_) => matches!(target, Target::Audio),
            _ => matches!(target, Target::Source(_)),
        }
    }
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A fault that each source tells in its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Success with nothing in it.
    Empty,
    /// Too many requests.
    RateLimited,
    /// A person is to prove that they are one.
    Verification,
}
