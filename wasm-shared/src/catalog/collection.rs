//! What catalogues list beside single tracks: albums, artists, playlists and charts, one shape for
//! the four of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::{Artist, Source, Track};

/// Which sort of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CollectionKind {
    /// A release.
    Album,
    /// A performer, with the songs they are known for.
    Artist,
    /// A list that somebody made.
    Playlist,
    /// A list that a source makes.
    Chart,
}

impl CollectionKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Album, Self::Artist, Self::Playlist, Self::Chart];

    /// The name in queries and cache keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Playlist => "playlist",
            Self::Chart => "chart",
        }
    }
}

/// `{source}:{id}`, for example `qq:62` for one of QQ's charts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CollectionId {
    /// Where it is.
    pub source: Source,
    /// Its id there.
    pub id: String,
}

impl CollectionId {
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
        let allowed: &[u8] = match source {
            Source::Joox => b"+/=-_",
            Source::Kugou => b"_",
            Source::Qq | Source::Netease => b"",
        };
        let well_formed =
            id.bytes().all(|byte| byte.is_ascii_alphanumeric() || allowed.contains(&byte));
        (well_formed && !id.is_empty() && id.len() <= Self::MAX_ID_LENGTH)
            .then(|| Self::new(source, id))
    }
}

impl fmt::Display for CollectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.id)
    }
}

impl Serialize for CollectionId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CollectionId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a collection's id"))
    }
}

/// An album, artist, playlist or chart as its source lists it. What a source does not say, or a kind
/// does not have, is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Collection {
    /// `{source}:{id}`.
    pub id: CollectionId,
    /// Where it is.
    pub source: Source,
    /// The name as the source shows it, entities and markup removed.
    pub name: String,
    /// Other names, of an artist or an album.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whose album it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artists: Vec<Artist>,
    /// Who made the playlist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// Plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// An absolute `https` URL.
    pub cover_url: Option<String>,
    /// How many tracks it holds.
    pub track_count: Option<u32>,
    /// `YYYY-MM-DD`: when the album came out or the chart was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<String>,
}

/// A collection and one page of its tracks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionPage {
    /// The collection.
    pub collection: Collection,
    /// The page's tracks, in the collection's order.
    pub tracks: Vec<Track>,
    /// Whether another page follows.
    pub has_more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_every_source_are_read_and_others_are_not() {
        for id in ["qq:002MAeob3zLXwZ", "joox:a+b/c==", "netease:32311", "kugou:gcid_3zabc"] {
            assert_eq!(CollectionId::parse(id).map(|id| id.to_string()).as_deref(), Some(id));
        }
        for id in ["", "qq:", "spotify:1", "netease:1/2", "qq:a b", "kugou:../x", "joox:é"] {
            assert_eq!(CollectionId::parse(id), None, "{id}");
        }
        assert_eq!(CollectionId::parse(&format!("qq:{}", "a".repeat(129))), None);
    }
}
