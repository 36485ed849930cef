//! What a source lets whom play, and in which quality.

use serde::{Deserialize, Serialize};

/// How much of a track a source gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Availability {
    /// All of it, to everybody.
    Full,
    /// All of it to members, nothing to others.
    Vip,
    /// Only to those who bought it; membership does not help.
    Purchase,
    /// Not where the caller is.
    Region,
    /// A clip to everybody, all of it to members.
    Trial,
    /// Listed, but taken off the shelf.
    Removed,
    /// The source reports success and plays a notice of six seconds.
    Notice,
}

/// An encoding of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// MP3 at 128 kbit/s.
    Standard,
    /// MP3 at 320 kbit/s.
    Exhigh,
    /// FLAC, 16 bits at 48 kHz.
    Lossless,
}

impl Quality {
    /// Every quality, the lowest first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Exhigh, Self::Lossless];

    /// File name extension, which is also the name of the codec.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Standard | Self::Exhigh => "mp3",
            Self::Lossless => "flac",
        }
    }

    /// Bits per second as the sources state them.
    pub const fn bitrate_bps(self) -> u64 {
        match self {
            Self::Standard => 128_000,
            Self::Exhigh => 320_000,
            Self::Lossless => 768_000,
        }
    }

    /// Name of the level at `NetEase` and in this project's API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Exhigh => "exhigh",
            Self::Lossless => "lossless",
        }
    }
}

/// Why nothing is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Members only.
    Vip,
    /// To be bought.
    Purchase,
    /// Not in this region.
    Region,
    /// Off the shelf.
    Removed,
}

/// What a caller gets who asks for a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Playable {
    /// The file in this quality.
    File(Quality),
    /// The notice in place of the file of this quality.
    Notice(Quality),
    /// A clip of the beginning.
    Clip,
    /// Nothing.
    Refused(Refusal),
}
