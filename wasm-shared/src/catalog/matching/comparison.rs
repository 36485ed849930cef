use super::{Match, Recording, recording::Prepared, score::compare};
use crate::catalog::model::Track;

/// Tracks that are compared with one another, each read once: reading one costs as much as many
/// comparisons.
pub struct Comparison(Vec<Prepared>);

impl Comparison {
    /// Of these tracks, which are then known by their positions.
    pub fn of<'a>(tracks: impl IntoIterator<Item = &'a Track>) -> Self {
        let read = |track: &Track| Prepared::read(&Recording::from(track));
        Self(tracks.into_iter().map(read).collect())
    }

    /// How alike the track at `candidate` is to the one at `wanted`.
    pub fn score(&self, wanted: usize, candidate: usize) -> Match {
        compare(&self.0[wanted], &self.0[candidate])
    }
}
