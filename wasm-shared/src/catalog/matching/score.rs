//! The comparison itself. What it does is told in prose in the module above.

use serde::Serialize;

use super::{
    Reason,
    artists::Relation,
    compare_titles::compare_titles,
    compare_versions::compare_versions,
    recording::{Prepared, Recording},
    script::Script,
};

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

/// How alike `candidate` is to `wanted`.
pub fn score(wanted: &Recording<'_>, candidate: &Recording<'_>) -> Match {
    compare(&Prepared::read(wanted), &Prepared::read(candidate))
}

/// One part of the comparison: what it found, and the factor that it puts on the score.
pub(super) type Finding = (Reason, f64);

pub(super) fn compare(wanted: &Prepared, candidate: &Prepared) -> Match {
    let evidence = Evidence::of(wanted, candidate);
    let title = compare_titles(&wanted.title, &candidate.title, &evidence);
    let artists = compare_artists(title.0, &evidence);
    let duration = compare_durations(wanted, candidate, evidence.gap_ms);
    let findings = [title, artists, duration]
        .into_iter()
        .chain(compare_versions(wanted, candidate, artists.0, &evidence))
        .chain(compare_albums(&evidence));
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

/// What one fact may be excused by: how all else compares.
pub(super) struct Evidence {
    /// The difference in length in milliseconds; `None` where one is not known.
    pub gap_ms: Option<u64>,
    pub performers: Relation,
    pub releases: Releases,
    /// Whether a title has kana.
    pub is_japanese: bool,
}

/// How the names of two releases relate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Releases {
    /// One is not known.
    Unknown,
    Same,
    /// Each is named as its track is, as singles are, and says nothing that the title does not.
    Singles,
    Different,
}

impl Evidence {
    fn of(wanted: &Prepared, candidate: &Prepared) -> Self {
        let both = [wanted, candidate];
        let is_single = |of: &&Prepared| of.release.key == of.title.words.concat();
        let releases = if both.iter().any(|of| !of.release.is_known()) {
            Releases::Unknown
        } else if wanted.release.is_same(&candidate.release) {
            Releases::Same
        } else if both.iter().all(is_single) {
            Releases::Singles
        } else {
            Releases::Different
        };
        Self {
            gap_ms: wanted.gap_ms(candidate),
            performers: wanted.artists.relation(&candidate.artists),
            releases,
            is_japanese: both.iter().any(|of| Script::Kana.is_in(&of.title.key)),
        }
    }

    pub fn same_release(&self) -> bool {
        self.releases == Releases::Same
    }

    /// Whether the lengths differ by at most `gap_ms`.
    pub fn is_within(&self, gap_ms: u64) -> bool {
        self.gap_ms.is_some_and(|own| own <= gap_ms)
    }

    /// Whether the lengths are so close that a fact that is not certain may be excused.
    pub fn is_close(&self) -> bool {
        const EXCUSING_GAP_MS: u64 = 2_000;
        self.is_within(EXCUSING_GAP_MS)
    }

    /// Whether the performers are the same, as far as both name them.
    pub fn same_performers(&self) -> bool {
        matches!(self.performers, Relation::Equal | Relation::Contained)
    }
}

fn compare_artists(title: Reason, evidence: &Evidence) -> Finding {
    /// The same recording is listed with up to three seconds of difference.
    const LISTED_MS: u64 = 3_000;
    let is_exact = evidence.is_close() && title == Reason::TitleExact;
    let is_certain = evidence.is_within(LISTED_MS)
        && evidence.same_release()
        && matches!(title, Reason::TitleExact | Reason::TitleRomanised);
    match evidence.performers {
        Relation::Equal => (Reason::ArtistsSame, 1.0),
        Relation::Contained => (Reason::ArtistsContained, 0.97),
        Relation::Overlapping => (Reason::ArtistsOverlap, 0.88),
        Relation::Unknown => (Reason::ArtistsUnknown, 0.85),
        Relation::SharedSurname if is_exact => (Reason::ArtistsRomanised, 0.88),
        Relation::OtherScript if is_certain => (Reason::ArtistsRomanised, 0.9),
        Relation::OtherThanHan if is_certain && evidence.is_japanese => {
            (Reason::ArtistsRomanised, 0.9)
        }
        Relation::PartOfName if is_certain => (Reason::ArtistsSame, 0.95),
        Relation::SharedSurname
        | Relation::OtherScript
        | Relation::OtherThanHan
        | Relation::PartOfName
        | Relation::Different => (Reason::ArtistsDisjoint, 0.6),
    }
}

/// Up to this, catalogues only round differently.
const SAME_MS: u64 = 1_000;
/// No difference up to this is held against anything.
const LIMIT_MS: u64 = 10_000;
/// Nor, for long pieces, up to this part of the longer.
const LIMIT_PART: u64 = 20;
/// What is left of the score at the limit.
const AT_LIMIT: f64 = 0.75;

fn compare_durations(wanted: &Prepared, candidate: &Prepared, gap_ms: Option<u64>) -> Finding {
    let Some(gap_ms) = gap_ms else { return (Reason::DurationUnknown, 0.9) };
    let longer = wanted.duration_ms.max(candidate.duration_ms);
    let limit_ms = LIMIT_MS.max(longer / LIMIT_PART);
    if gap_ms > limit_ms {
        return (Reason::DurationTooFar(gap_ms), 0.6);
    }
    #[expect(clippy::cast_precision_loss, reason = "a length in milliseconds has under 52 bits")]
    let part = gap_ms as f64 / limit_ms as f64;
    let reason = if gap_ms < SAME_MS { Reason::DurationSame } else { Reason::DurationOff(gap_ms) };
    (reason, 1.0 - (1.0 - AT_LIMIT) * part * part)
}

/// Another release of the same recording is common, so this breaks ties and no more.
fn compare_albums(evidence: &Evidence) -> Option<Finding> {
    match evidence.releases {
        Releases::Same => Some((Reason::AlbumSame, 1.0)),
        Releases::Singles | Releases::Different => Some((Reason::AlbumDiffers, 0.99)),
        Releases::Unknown => None,
    }
}
