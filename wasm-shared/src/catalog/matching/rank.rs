use std::cmp::Ordering;

use serde::Serialize;

use super::{
    Reason,
    recording::{Prepared, Recording},
    score::{Match, compare},
};
use crate::catalog::model::Track;

/// A candidate as it compares to what is wanted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// Its position among the candidates.
    pub index: usize,
    /// 0 to 1. Below [`Match::DIFFERENT`] just when something decides against it.
    pub score: f64,
    /// What spoke for and against.
    pub reasons: Vec<Reason>,
    /// Whether nothing decides against it. How sure that is, the score says.
    pub same_recording: bool,
}

/// All candidates by how alike they are to `wanted`, the most alike first; of equals the one of the
/// source that is asked earlier, then the one listed earlier. Other recordings come behind all that
/// may be the same one, by likeness.
pub fn rank<'a>(wanted: &Track, candidates: impl IntoIterator<Item = &'a Track>) -> Vec<Ranked> {
    ranked(wanted, candidates).into_iter().map(|(_, ranked)| ranked).collect()
}

/// The candidate that is the same recording as `wanted`, with a score of at least `threshold`; the
/// first such as [`rank`] orders them. `None` when no candidate is: being listed first counts for
/// nothing by itself.
pub fn best<'a>(
    wanted: &Track,
    candidates: impl IntoIterator<Item = &'a Track>,
    threshold: f64,
) -> Option<(&'a Track, Match)> {
    let (track, Ranked { score, reasons, same_recording, .. }) =
        ranked(wanted, candidates).into_iter().next()?;
    (same_recording && score >= threshold)
        .then_some((track, Match { score, reasons, same_recording }))
}

fn ranked<'a>(
    wanted: &Track,
    candidates: impl IntoIterator<Item = &'a Track>,
) -> Vec<(&'a Track, Ranked)> {
    let wanted = Prepared::read(&Recording::from(wanted));
    let mut ranked: Vec<(&Track, Ranked)> = candidates
        .into_iter()
        .enumerate()
        .map(|(index, track)| {
            let Match { score, reasons, same_recording } =
                compare(&wanted, &Prepared::read(&Recording::from(track)));
            (track, Ranked { index, score, reasons, same_recording })
        })
        .collect();
    ranked.sort_by(better);
    ranked
}

fn better((track, a): &(&Track, Ranked), (other, b): &(&Track, Ranked)) -> Ordering {
    b.same_recording
        .cmp(&a.same_recording)
        .then(b.score.total_cmp(&a.score))
        .then(track.source.index().cmp(&other.source.index()))
}
