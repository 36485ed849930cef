use std::cmp::Ordering;

use super::score::{Match, Prepared, Recording, compare};
use crate::catalog::model::Track;

/// The candidate that is the same recording as `wanted`, with a score of at least `threshold`; of
/// several the most alike, of equals the one of the source that is asked earlier, then the one
/// listed earlier. `None` when no candidate is: being listed first counts for nothing by itself.
pub fn best<'a>(
    wanted: &Track,
    candidates: impl IntoIterator<Item = &'a Track>,
    threshold: f64,
) -> Option<(&'a Track, Match)> {
    let wanted = Prepared::read(&Recording::from(wanted));
    candidates
        .into_iter()
        .map(|track| (track, compare(&wanted, &Prepared::read(&Recording::from(track)))))
        .filter(|(_, matched)| matched.same_recording && matched.score >= threshold)
        // Of equals `min_by` takes the first.
        .min_by(|(track, matched), (other, other_matched)| {
            better(matched, other_matched).then(track.source.index().cmp(&other.source.index()))
        })
}

fn better(matched: &Match, other: &Match) -> Ordering {
    other.score.total_cmp(&matched.score)
}
