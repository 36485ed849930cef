//! Albums, artists, playlists and charts as one source lists them.

use serde::Serialize;

use super::{Credit, Identity, Source};

/// Which sort of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CollectionKind {
    /// A release.
    Album,
    /// A performer.
    Artist,
    /// What somebody put together.
    Playlist,
    /// What the source puts together.
    Chart,
}

impl CollectionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Album, Self::Artist, Self::Playlist, Self::Chart];

    /// The plural, as the ground truth names it.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Album => "albums",
            Self::Artist => "artists",
            Self::Playlist => "playlists",
            Self::Chart => "charts",
        }
    }
}

/// A list of tracks at one source.
#[derive(Debug)]
pub struct Collection {
    /// Where.
    pub source: Source,
    /// Which sort.
    pub kind: CollectionKind,
    /// What it is called in the data files: of an album its name, else its key.
    pub key: String,
    /// The source's ids of it.
    pub identity: Identity,
    /// The id of a chart that has a fixed one.
    pub(super) fixed_id: Option<String>,
    /// Name as shown there.
    pub name: String,
    /// The romanised name of an artist; `None` where the name is that already.
    pub latin_name: Option<String>,
    /// Whose album it is, as shown there.
    pub artists: Vec<Credit>,
    /// Who made the playlist, `""` for other kinds.
    pub creator: String,
    /// A few words about it; may be empty.
    pub description: String,
    /// `YYYY-MM-DD`: when the album came out, the playlist was made or the chart last changed.
    pub published_on: String,
    /// Places in the catalogue of the recordings in it, in its order. The source lists each of
    /// them.
    pub recordings: Vec<usize>,
}

impl Collection {
    /// The id that stands for it in this project's `{source}:{id}`.
    pub fn id(&self) -> String {
        if let Some(id) = &self.fixed_id {
            return id.clone();
        }
        match (self.source, self.kind) {
            (Source::Qq, CollectionKind::Album) => self.identity.mid("000"),
            (Source::Qq, CollectionKind::Artist) => self.identity.mid("001"),
            (Source::Joox, _) => self.identity.opaque(),
            (Source::Qq | Source::Netease | Source::Kugou, _) => self.identity.number().to_string(),
        }
    }
}
