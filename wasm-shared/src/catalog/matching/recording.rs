use super::{
    artists::Artists,
    release::Release,
    title::Title,
    version::{self, VersionTag},
};
use crate::catalog::model::{Artist, Track};

/// What of a track says which recording it is.
#[derive(Debug, Clone, Copy)]
pub struct Recording<'a> {
    /// As the catalogue shows it.
    pub title: &'a str,
    /// As the catalogue shows them.
    pub artists: &'a [Artist],
    /// The release; `None` where it is not known.
    pub album: Option<&'a str>,
    /// Length in milliseconds; 0 where it is not known.
    pub duration_ms: u64,
    /// Tags that are known from elsewhere than the title, for example a subtitle.
    pub version_tags: &'a [VersionTag],
}

impl<'a> From<&'a Track> for Recording<'a> {
    fn from(track: &'a Track) -> Self {
        Self {
            title: &track.title,
            artists: &track.artists,
            album: track.album.as_ref().map(|album| album.name.as_str()),
            duration_ms: track.duration_ms,
            version_tags: &track.version_tags,
        }
    }
}

/// A recording read for comparing, once for many comparisons.
pub(super) struct Prepared {
    pub title: Title,
    pub artists: Artists,
    pub release: Release,
    pub duration_ms: u64,
    /// Of the title and from elsewhere.
    pub tags: Vec<VersionTag>,
}

impl Prepared {
    pub fn read(recording: &Recording<'_>) -> Self {
        let names = || recording.artists.iter().map(|artist| artist.name.as_str());
        let artists = Artists::read(names());
        let title = Title::read_of(recording.title, |key| artists.is_name(key));
        let featured = title.featured.iter().map(String::as_str);
        let artists = Artists::read(names().chain(featured));
        let tags = version::sorted(title.tags().chain(recording.version_tags.iter().copied()));
        Self {
            artists,
            release: Release::read(recording.album.unwrap_or_default()),
            duration_ms: recording.duration_ms,
            tags,
            title,
        }
    }

    /// Whether it is of a version, or may be, by its own words or its release's.
    pub fn is(&self, tag: VersionTag) -> bool {
        self.tags.contains(&tag) || self.release.is(tag) || self.release.may_be == Some(tag)
    }

    /// The difference in length in milliseconds; `None` where one is not known.
    pub fn gap_ms(&self, other: &Self) -> Option<u64> {
        (self.duration_ms > 0 && other.duration_ms > 0)
            .then(|| self.duration_ms.abs_diff(other.duration_ms))
    }
}
