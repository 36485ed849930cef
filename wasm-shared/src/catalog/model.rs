//! The one model that the four catalogues are normalised to. Units are in the names: durations in
//! milliseconds, sizes in bytes, bitrates in bits per second.

use std::fmt;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::ports::Timestamp;

/// A music service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// QQ Music
    Qq,
    /// JOOX
    Joox,
    /// NetEase Cloud Music
    Netease,
    /// Kugou
    Kugou,
}

impl Source {
    /// All of them, in the order they are asked by default.
    pub const ALL: [Self; 4] = [Self::Qq, Self::Joox, Self::Netease, Self::Kugou];

    /// The name in track ids, settings and answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Qq => "qq",
            Self::Joox => "joox",
            Self::Netease => "netease",
            Self::Kugou => "kugou",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == name)
    }

    /// The position in [`Self::ALL`], for tables with one place a source.
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `{source}:{id at the source}`, for example `netease:1901371647`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId {
    /// Where the track is.
    pub source: Source,
    /// Its id there: QQ `mid`, JOOX id, NetEase number, Kugou 128 kbit/s hash in lower case.
    pub id: String,
}

impl TrackId {
    /// The longest id a source may have, in bytes.
    pub const MAX_ID_LENGTH: usize = 128;

    /// Pairs a source with an id that it gave.
    pub fn new(source: Source, id: impl Into<String>) -> Self {
        Self { source, id: id.into() }
    }

    /// Reads the form of the contract. `None` for an unknown source, and for an id that no source
    /// could have given: empty, overlong, or with a character outside letters, digits and
    /// `+ / = - _`.
    pub fn parse(text: &str) -> Option<Self> {
        let (source, id) = text.split_once(':')?;
        let source = Source::parse(source)?;
        let well_formed = match source {
            Source::Qq => id.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            Source::Joox => {
                id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte))
            }
            Source::Netease => id.len() <= 19 && id.bytes().all(|byte| byte.is_ascii_digit()),
            Source::Kugou => {
                id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            }
        };
        (well_formed && !id.is_empty() && id.len() <= Self::MAX_ID_LENGTH)
            .then(|| Self::new(source, id))
    }
}

impl fmt::Display for TrackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.id)
    }
}

impl Serialize for TrackId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TrackId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a track id"))
    }
}

/// A performer as the source names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Artist {
    /// The id at the source; empty where it gives none.
    pub id: String,
    /// The name as the source shows it, entities and markup removed.
    pub name: String,
}

/// The release a track is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Album {
    /// The id at the source; empty where it gives none.
    pub id: String,
    /// The name as the source shows it.
    pub name: String,
}

/// What the source says can be heard of a track, before it is asked for a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Availability {
    /// All of it.
    Full,
    /// A clip.
    Trial,
    /// All of it for subscribers.
    Vip,
    /// All of it once bought.
    Purchase,
    /// Not in the region the call came from.
    Region,
    /// Taken down.
    Removed,
    /// The source does not say.
    Unknown,
}

/// A tier of quality, lowest first.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// About 128 kbit/s.
    #[default]
    Standard,
    /// About 192 kbit/s.
    High,
    /// About 320 kbit/s.
    Exhigh,
    /// CD quality, lossless.
    Lossless,
    /// Above CD quality.
    Hires,
}

impl Quality {
    /// All tiers, lowest first.
    pub const ALL: [Self; 5] =
        [Self::Standard, Self::High, Self::Exhigh, Self::Lossless, Self::Hires];

    /// The name in queries and answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::High => "high",
            Self::Exhigh => "exhigh",
            Self::Lossless => "lossless",
            Self::Hires => "hires",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quality| quality.as_str() == name)
    }

    /// The tier of a lossy file of `bitrate_bps`.
    pub const fn of_lossy_bitrate(bitrate_bps: u32) -> Self {
        match bitrate_bps {
            0..=159_999 => Self::Standard,
            160_000..=255_999 => Self::High,
            _ => Self::Exhigh,
        }
    }
}

/// How the audio is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Codec {
    /// MPEG-1 layer III
    Mp3,
    /// AAC in MP4
    Aac,
    /// Vorbis in Ogg
    Ogg,
    /// Free Lossless Audio Codec
    Flac,
    /// Monkey's Audio
    Ape,
}

impl Codec {
    /// From a file name's ending as the sources give it. `None` for protected containers, which
    /// are not playable.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "mp3" => Some(Self::Mp3),
            "m4a" | "aac" | "mp4" => Some(Self::Aac),
            "ogg" => Some(Self::Ogg),
            "flac" => Some(Self::Flac),
            "ape" => Some(Self::Ape),
            _ => None,
        }
    }
}

/// One quality a track is offered in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualityOffer {
    /// The tier.
    pub quality: Quality,
    /// The codec.
    pub codec: Codec,
    /// Bits per second; for lossless files the mean, 0 where the source does not say.
    pub bitrate_bps: u32,
    /// The file's size in bytes; `None` where the source does not say.
    pub size_bytes: Option<u64>,
    /// What the source wants to be asked for this file by: QQ file name, Kugou hash; empty where
    /// the track's id is enough, and in answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub file: String,
}

/// A recording as one source lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Track {
    /// `{source}:{id}`.
    pub id: TrackId,
    /// Where it is.
    pub source: Source,
    /// The title as the source shows it, entities and markup removed.
    pub title: String,
    /// What the title says of the version, for example `live`; filled by `matching`.
    #[serde(default)]
    pub version_tags: Vec<crate::catalog::matching::VersionTag>,
    /// The performers, main one first.
    pub artists: Vec<Artist>,
    /// The release.
    pub album: Option<Album>,
    /// Length of the whole recording in milliseconds; 0 where only a clip's length is known.
    pub duration_ms: u64,
    /// An absolute `https` URL.
    pub cover_url: Option<String>,
    /// What can be heard.
    pub availability: Availability,
    /// The qualities on offer, lowest first.
    pub qualities: Vec<QualityOffer>,
}

impl Track {
    /// As answers show it: without what only the source's adapter needs.
    #[must_use]
    pub fn into_public(mut self) -> Self {
        for offer in &mut self.qualities {
            offer.file.clear();
        }
        self
    }

    /// JSON.
    pub fn to_json(&self) -> Bytes {
        serde_json::to_vec(self).expect("strings and numbers serialise without fail").into()
    }
}

/// Where the audio of a track is, as a source gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioLocation {
    /// Absolute URL.
    pub url: String,
    /// The same audio elsewhere.
    pub backup_urls: Vec<String>,
    /// The tier that was given, which may be below the one asked for.
    pub quality: Quality,
    /// The codec.
    pub codec: Codec,
    /// Bits per second; 0 where the source does not say.
    pub bitrate_bps: u32,
    /// The file's size; `None` where the source does not say.
    pub size_bytes: Option<u64>,
    /// The file's length in milliseconds; `None` where the source does not say.
    pub duration_ms: Option<u64>,
    /// When the URL stops working, as the source says or, failing that, as is known of it.
    pub expires_at: Timestamp,
}

/// The words of a recording as one source has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lyrics {
    /// With line times, LRC: `[mm:ss.xx]text`; plain lines where the source has no times.
    pub lrc: Option<String>,
    /// A translation, LRC with the same times.
    pub translation: Option<String>,
    /// In Latin letters, LRC with the same times.
    pub romanised: Option<String>,
    /// Every word's own time, where the source gives that in an open form.
    pub words: Option<Vec<TimedLine>>,
    /// Whether there is nothing to sing.
    pub instrumental: bool,
}

/// A line whose words have times of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimedLine {
    /// From the beginning of the recording, in milliseconds.
    pub start_ms: u64,
    /// How long it is sung, in milliseconds.
    pub duration_ms: u64,
    /// Its words; their texts joined are the line.
    pub words: Vec<TimedWord>,
}

/// A word and its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimedWord {
    /// From the beginning of the recording, in milliseconds.
    pub start_ms: u64,
    /// How long it is sung, in milliseconds.
    pub duration_ms: u64,
    /// The word, with the space that follows it.
    pub text: String,
}
