//! The comparison itself. What it does is told in prose in the module above.

use serde::Serialize;

use super::{
    Reason,
    artists::Relation,
    compare_titles::compare_titles,
    compare_versions::compare_versions,
    recording::{Prepared, Recording},
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
    let gap_ms = wanted.gap_ms(candidate);
    let same_release = !wanted.album.is_empty() && wanted.album == candidate.album;
    let title = compare_titles(&wanted.title, &candidate.title, gap_ms, same_release);
    let artists = compare_artists(wanted, candidate, title.0, gap_ms, same_release);
    let duration = compare_durations(wanted, candidate, gap_ms);
    let findings = [title, artists, duration]
        .into_iter()
        .chain(compare_versions(wanted, candidate, artists.0, gap_ms))
        .chain(compare_albums(wanted, candidate));
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

/// The difference in length at which a fact that is not certain may be excused.
pub(super) const EXCUSING_GAP_MS: u64 = 2_000;

fn compare_artists(
    wanted: &Prepared,
    candidate: &Prepared,
    title: Reason,
    gap_ms: Option<u64>,
    same_release: bool,
) -> Finding {
    let is_close = gap_ms.is_some_and(|gap_ms| gap_ms <= EXCUSING_GAP_MS);
    let is_exact = is_close && title == Reason::TitleExact;
    match wanted.artists.relation(&candidate.artists) {
        Relation::Equal => (Reason::ArtistsSame, 1.0),
        Relation::Contained => (Reason::ArtistsContained, 0.97),
        Relation::Overlapping => (Reason::ArtistsOverlap, 0.88),
        Relation::Unknown => (Reason::ArtistsUnknown, 0.85),
        Relation::SharedSurname if is_exact => (Reason::ArtistsRomanised, 0.88),
        Relation::OtherScript if is_exact && same_release => (Reason::ArtistsRomanised, 0.9),
        Relation::SharedSurname | Relation::OtherScript | Relation::Different => {
            (Reason::ArtistsDisjoint, 0.6)
        }
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
fn compare_albums(wanted: &Prepared, candidate: &Prepared) -> Option<Finding> {
    if wanted.album.is_empty() || candidate.album.is_empty() {
        None
    } else if wanted.album == candidate.album {
        Some((Reason::AlbumSame, 1.0))
    } else {
        Some((Reason::AlbumDiffers, 0.99))
    }
}
