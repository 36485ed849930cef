//! The comparison itself. What it does is told in prose in the module above.

use serde::Serialize;

use super::{
    artists::{Artists, Relation},
    fold,
    title::Title,
    version::{self, Language, VersionTag},
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

/// What spoke for or against two tracks being the same recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The names are equal.
    TitleEqual,
    /// The name of one is an aside of the other: a translation, a subtitle.
    TitleAlias,
    /// The names differ in a few characters.
    TitleSimilar,
    /// The names differ. Decides.
    TitleDifferent,
    /// The names hold different numbers: another movement or part. Decides.
    NumbersDifferent,
    /// The same performers.
    ArtistsEqual,
    /// One side names some of the other's performers.
    ArtistsContained,
    /// Some performers are the same.
    ArtistsOverlapping,
    /// Written in different scripts; all else agrees closely.
    ArtistsRomanised,
    /// One side names nobody.
    ArtistsUnknown,
    /// No performer is the same. Decides.
    ArtistsDifferent,
    /// The lengths agree within three seconds.
    DurationClose,
    /// The lengths differ, within bounds.
    DurationApart,
    /// One length is not known.
    DurationUnknown,
    /// The lengths differ by more than the same recording's do. Decides.
    DurationDifferent,
    /// The same release.
    AlbumEqual,
    /// Another release.
    AlbumDifferent,
    /// The candidate is of a version that is not wanted. Decides.
    VersionExtra,
    /// The candidate is not of the version that is wanted. Decides.
    VersionMissing,
    /// The candidate does not name the wanted version, but everything else says it is.
    VersionOmitted,
    /// Both are of the same kind of version, but not the same one. Decides.
    VersionDifferent,
    /// One is of a version that is not known.
    VersionUnclear,
}

impl Reason {
    /// Whether it alone makes them different recordings.
    pub const fn decides(self) -> bool {
        matches!(
            self,
            Self::TitleDifferent
                | Self::NumbersDifferent
                | Self::ArtistsDifferent
                | Self::DurationDifferent
                | Self::VersionExtra
                | Self::VersionMissing
                | Self::VersionDifferent
        )
    }
}

/// How alike two recordings are, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// 0 to 1. Below [`Match::DIFFERENT`] just when something decides against it.
    pub score: f64,
    /// What spoke for and against.
    pub reasons: Vec<Reason>,
    /// Whether nothing decides against it. How sure that is, the score says.
    pub same_recording: bool,
}

impl Match {
    /// The bound on the score of different recordings, which are ranked below it by likeness.
    pub const DIFFERENT: f64 = 0.5;
}

/// A recording read for comparing, once for many comparisons.
pub(super) struct Prepared {
    title: Title,
    artists: Artists,
    /// Folded; empty where it is not known.
    album: String,
    duration_ms: u64,
    tags: Vec<VersionTag>,
    languages: Vec<Language>,
    /// Tags of the release, which hold for a track that names none of its own.
    album_tags: Vec<VersionTag>,
}

impl Prepared {
    pub fn read(recording: &Recording<'_>) -> Self {
        let title = Title::read(recording.title);
        let names = recording.artists.iter().map(|artist| artist.name.as_str());
        let artists = Artists::read(names.chain(title.featured.iter().map(String::as_str)));
        let mut tags: Vec<VersionTag> =
            title.tags().chain(recording.version_tags.iter().copied()).collect();
        tags.sort_unstable();
        tags.dedup();
        let mut languages: Vec<Language> =
            title.versions.iter().flat_map(|(_, aside)| aside.languages.iter().copied()).collect();
        languages.sort_unstable();
        languages.dedup();
        let album = recording.album.unwrap_or_default();
        Self {
            artists,
            album: fold::key(album),
            duration_ms: recording.duration_ms,
            tags,
            languages,
            album_tags: version::album_tags(album),
            title,
        }
    }

    fn is(&self, tag: VersionTag) -> bool {
        self.tags.contains(&tag) || self.album_tags.contains(&tag)
    }

    /// The words of the asides that name a version.
    fn version_words(&self) -> impl Iterator<Item = &String> {
        self.title
            .versions
            .iter()
            .filter(|(_, aside)| !aside.plain)
            .flat_map(|(words, _)| words.iter())
    }
}

/// How alike `candidate` is to `wanted`.
pub fn score(wanted: &Recording<'_>, candidate: &Recording<'_>) -> Match {
    compare(&Prepared::read(wanted), &Prepared::read(candidate))
}

/// One part of the comparison: what it found, and the factor that it puts on the score.
type Finding = (Reason, f64);

pub(super) fn compare(wanted: &Prepared, candidate: &Prepared) -> Match {
    let gap = gap_ms(wanted, candidate);
    let title = compare_titles(&wanted.title, &candidate.title);
    let artists = compare_artists(wanted, candidate, title.0, gap);
    let duration = compare_durations(wanted, candidate, gap);
    let findings = [Some(title), Some(artists), Some(duration)]
        .into_iter()
        .chain(compare_versions(wanted, candidate, artists.0, gap))
        .chain([compare_albums(wanted, candidate)])
        .flatten();
    let mut reasons = Vec::new();
    let mut score = 1.0;
    for (reason, factor) in findings {
        reasons.push(reason);
        score *= factor;
    }
    let same_recording = !reasons.iter().any(|reason| reason.decides());
    if !same_recording {
        score *= Match::DIFFERENT;
    }
    Match { score, reasons, same_recording }
}

/// The least likeness of names that may be one name written twice.
const ALIKE: f64 = 0.8;
/// Shorter names are another name once a character differs.
const ALIKE_FROM: usize = 5;

fn compare_titles(wanted: &Title, candidate: &Title) -> Finding {
    if wanted.key == candidate.key {
        return (Reason::TitleEqual, 1.0);
    }
    if wanted.alternates.contains(&candidate.key) || candidate.alternates.contains(&wanted.key) {
        return (Reason::TitleAlias, 0.95);
    }
    let likeness = fold::likeness(&wanted.key, &candidate.key);
    if fold::numbers(&wanted.words) != fold::numbers(&candidate.words) {
        return (Reason::NumbersDifferent, likeness);
    }
    let length = wanted.key.chars().count().min(candidate.key.chars().count());
    // A letter more or less is a slip; a character of Han or kana is a word.
    let dense = |key: &str| key.chars().filter(|&character| fold::is_dense(character)).count();
    let as_many = dense(&wanted.key) == dense(&candidate.key);
    if likeness >= ALIKE && length >= ALIKE_FROM && as_many {
        (Reason::TitleSimilar, likeness)
    } else {
        (Reason::TitleDifferent, likeness)
    }
}

/// The difference at which a missing performer or tag may be excused.
const EXCUSING_GAP_MS: u64 = 2_000;

fn compare_artists(
    wanted: &Prepared,
    candidate: &Prepared,
    title: Reason,
    gap: Option<u64>,
) -> Finding {
    match wanted.artists.relation(&candidate.artists) {
        Relation::Equal => (Reason::ArtistsEqual, 1.0),
        Relation::Contained => (Reason::ArtistsContained, 0.97),
        Relation::Overlapping => (Reason::ArtistsOverlapping, 0.9),
        Relation::Unknown => (Reason::ArtistsUnknown, 0.85),
        Relation::OtherScript
            if title == Reason::TitleEqual
                && gap.is_some_and(|gap| gap <= EXCUSING_GAP_MS)
                && !wanted.album.is_empty()
                && wanted.album == candidate.album =>
        {
            (Reason::ArtistsRomanised, 0.9)
        }
        Relation::OtherScript | Relation::Different => (Reason::ArtistsDifferent, 0.6),
    }
}

/// The difference in length; `None` where one is not known.
fn gap_ms(wanted: &Prepared, candidate: &Prepared) -> Option<u64> {
    (wanted.duration_ms > 0 && candidate.duration_ms > 0)
        .then(|| wanted.duration_ms.abs_diff(candidate.duration_ms))
}

/// The same recording is listed with up to three seconds of difference.
const CLOSE_MS: u64 = 3_000;
/// No difference up to this is held against anything.
const LIMIT_MS: u64 = 10_000;
/// Nor, for long pieces, up to this part of the longer.
const LIMIT_PART: u64 = 20;
/// What is left of the score at the limit.
const AT_LIMIT: f64 = 0.65;

fn compare_durations(wanted: &Prepared, candidate: &Prepared, gap: Option<u64>) -> Finding {
    let Some(gap) = gap else { return (Reason::DurationUnknown, 0.9) };
    let longer = wanted.duration_ms.max(candidate.duration_ms);
    let limit = LIMIT_MS.max(longer / LIMIT_PART);
    if gap > limit {
        return (Reason::DurationDifferent, 0.6);
    }
    #[expect(clippy::cast_precision_loss, reason = "a length in milliseconds has under 52 bits")]
    let part = gap as f64 / limit as f64;
    let reason = if gap <= CLOSE_MS { Reason::DurationClose } else { Reason::DurationApart };
    (reason, 1.0 - (1.0 - AT_LIMIT) * part * part)
}

fn compare_versions(
    wanted: &Prepared,
    candidate: &Prepared,
    artists: Reason,
    gap: Option<u64>,
) -> [Option<Finding>; 3] {
    let mut extra = candidate.tags.iter().chain(&candidate.album_tags);
    let mut missing =
        wanted.tags.iter().chain(&wanted.album_tags).filter(|tag| !candidate.is(**tag)).peekable();
    let has_extra = extra.any(|tag| !wanted.is(*tag));
    // What a catalogue leaves out of a title although it is so: that a song was another's first,
    // and that it was cut, which its length tells. Whose recording it is must be beyond doubt.
    let omissible = |tag: &VersionTag| matches!(tag, VersionTag::Cover | VersionTag::TvSize);
    let excused = artists == Reason::ArtistsEqual && gap.is_some_and(|gap| gap <= EXCUSING_GAP_MS);
    let is_missing = missing.peek().is_some();
    let omitted = is_missing && excused && missing.all(omissible);
    let absent = match (is_missing, omitted) {
        (true, true) => Some((Reason::VersionOmitted, 0.9)),
        (true, false) => Some((Reason::VersionMissing, 0.8)),
        (false, _) => None,
    };
    let kind = if !has_extra && !is_missing && differ_in_kind(wanted, candidate) {
        Some((Reason::VersionDifferent, 0.85))
    } else if unclear(wanted) != unclear(candidate) {
        Some((Reason::VersionUnclear, 0.75))
    } else {
        None
    };
    [has_extra.then_some((Reason::VersionExtra, 0.8)), absent, kind]
}

/// Whether two versions with the same tags are told apart: by language, by a year or a place's
/// number, by who made the remix.
fn differ_in_kind(wanted: &Prepared, candidate: &Prepared) -> bool {
    /// Names of remixes that are less alike than this are of different ones.
    const SAME_REMIX: f64 = 0.6;
    if !wanted.languages.is_empty()
        && !candidate.languages.is_empty()
        && wanted.languages != candidate.languages
    {
        return true;
    }
    let words = |of: &Prepared| of.version_words().cloned().collect::<Vec<_>>();
    let (wanted_words, candidate_words) = (words(wanted), words(candidate));
    let (ours, theirs) = (fold::numbers(&wanted_words), fold::numbers(&candidate_words));
    if !ours.is_empty() && !theirs.is_empty() && ours != theirs {
        return true;
    }
    let remixed = |tag: &VersionTag| matches!(tag, VersionTag::Remix | VersionTag::Dj);
    wanted.tags.iter().any(remixed) && {
        let (ours, theirs) = (qualifier(&wanted_words), qualifier(&candidate_words));
        !ours.is_empty() && !theirs.is_empty() && fold::likeness(&ours, &theirs) < SAME_REMIX
    }
}

/// What is left of a remix's words without those that all of them have.
fn qualifier(words: &[String]) -> String {
    const ALWAYS: [&str; 7] = ["remix", "mix", "dj", "版", "version", "ver", "edit"];
    words.iter().filter(|word| !ALWAYS.contains(&word.as_str())).map(String::as_str).collect()
}

/// The words of versions that no tag names.
fn unclear(recording: &Prepared) -> Vec<&String> {
    let versions = recording.title.versions.iter();
    versions.filter(|(_, aside)| aside.unclear).flat_map(|(words, _)| words).collect()
}

/// Another release of the same recording is common, so this breaks ties and no more.
fn compare_albums(wanted: &Prepared, candidate: &Prepared) -> Option<Finding> {
    if wanted.album.is_empty() || candidate.album.is_empty() {
        None
    } else if wanted.album == candidate.album {
        Some((Reason::AlbumEqual, 1.0))
    } else {
        Some((Reason::AlbumDifferent, 0.99))
    }
}
