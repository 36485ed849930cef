//! What spoke for or against two tracks being the same recording.

use std::fmt;

use serde::{Serialize, Serializer};

use super::version::VersionTag;

/// What spoke for or against two tracks being the same recording. In answers it is a short text
/// that stays as it is, `title_exact` or `duration_off_ms:2300`, as [`Display`](fmt::Display)
/// writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// `title_exact`: the names are equal.
    TitleExact,
    /// `title_alias`: the name of one is another name of the other, such as a translation.
    TitleAlias,
    /// `title_subtitle`: one has a subtitle that the other lacks.
    TitleSubtitle,
    /// `title_romanised`: one name is how the other is read.
    TitleRomanised,
    /// `title_translated`: the names are in different scripts, and all else agrees closely.
    TitleTranslated,
    /// `title_similar`: the names differ by a slip.
    TitleSimilar,
    /// `title_differs`. Decides.
    TitleDiffers,
    /// `numbers_differ`: another movement or part. Decides.
    NumbersDiffer,
    /// `artists_same`: the same performers.
    ArtistsSame,
    /// `artists_contained`: one side names some of the other's performers.
    ArtistsContained,
    /// `artists_overlap`: some performers are the same.
    ArtistsOverlap,
    /// `artists_romanised`: in different scripts, of which it cannot be told whether they are the
    /// same names; all else agrees closely.
    ArtistsRomanised,
    /// `artists_unknown`: one side names nobody.
    ArtistsUnknown,
    /// `artists_disjoint`: no performer is the same. Decides.
    ArtistsDisjoint,
    /// `duration_same`: to the second.
    DurationSame,
    /// `duration_off_ms:N`: N milliseconds apart, within bounds.
    DurationOff(u64),
    /// `duration_unknown`: of one side.
    DurationUnknown,
    /// `duration_too_far_ms:N`: further apart than the same recording is. Decides.
    DurationTooFar(u64),
    /// `album_same`: the same release.
    AlbumSame,
    /// `album_differs`: another release.
    AlbumDiffers,
    /// `version_extra:TAG`: the candidate is of a version that is not wanted. Decides.
    VersionExtra(VersionTag),
    /// `version_missing:TAG`: the candidate is not of the version that is wanted. Decides.
    VersionMissing(VersionTag),
    /// `version_omitted:TAG`: it does not name the wanted version, but all else says it is.
    VersionOmitted(VersionTag),
    /// `version_differs:TAG`: both have the tag, but are not the same one. Decides.
    VersionDiffers(VersionTag),
    /// `version_unnamed`: one is of a version that no tag names. Decides.
    VersionUnnamed,
}

impl Reason {
    /// Whether it alone makes them different recordings.
    pub const fn decides(self) -> bool {
        matches!(
            self,
            Self::TitleDiffers
                | Self::NumbersDiffer
                | Self::ArtistsDisjoint
                | Self::DurationTooFar(_)
                | Self::VersionExtra(_)
                | Self::VersionMissing(_)
                | Self::VersionDiffers(_)
                | Self::VersionUnnamed
        )
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TitleExact => "title_exact",
            Self::TitleAlias => "title_alias",
            Self::TitleSubtitle => "title_subtitle",
            Self::TitleRomanised => "title_romanised",
            Self::TitleTranslated => "title_translated",
            Self::TitleSimilar => "title_similar",
            Self::TitleDiffers => "title_differs",
            Self::NumbersDiffer => "numbers_differ",
            Self::ArtistsSame => "artists_same",
            Self::ArtistsContained => "artists_contained",
            Self::ArtistsOverlap => "artists_overlap",
            Self::ArtistsRomanised => "artists_romanised",
            Self::ArtistsUnknown => "artists_unknown",
            Self::ArtistsDisjoint => "artists_disjoint",
            Self::DurationSame => "duration_same",
            Self::DurationUnknown => "duration_unknown",
            Self::AlbumSame => "album_same",
            Self::AlbumDiffers => "album_differs",
            Self::VersionUnnamed => "version_unnamed",
            Self::DurationOff(gap_ms) => return write!(f, "duration_off_ms:{gap_ms}"),
            Self::DurationTooFar(gap_ms) => return write!(f, "duration_too_far_ms:{gap_ms}"),
            Self::VersionExtra(tag) => return write!(f, "version_extra:{}", tag.as_str()),
            Self::VersionMissing(tag) => return write!(f, "version_missing:{}", tag.as_str()),
            Self::VersionOmitted(tag) => return write!(f, "version_omitted:{}", tag.as_str()),
            Self::VersionDiffers(tag) => return write!(f, "version_differs:{}", tag.as_str()),
        })
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
