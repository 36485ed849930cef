use serde::Serialize;

use super::super::{
    matching,
    model::{Availability, QualityOffer, Source, Track, TrackId},
};

/// A recording and everybody who has it.
#[derive(Debug, Serialize)]
pub struct MergedTrack {
    /// As the first source in order lists it.
    #[serde(flatten)]
    track: Track,
    /// The others' listings, in order.
    also_on: Vec<AlsoOn>,
}

/// The same recording at another source.
#[derive(Debug, Serialize)]
struct AlsoOn {
    id: TrackId,
    source: Source,
    title: String,
    availability: Availability,
    qualities: Vec<QualityOffer>,
}

impl From<Track> for AlsoOn {
    fn from(track: Track) -> Self {
        let Track { id, source, title, availability, qualities, .. } = track.into_public();
        Self { id, source, title, availability, qualities }
    }
}

/// One list out of the `lists` of several sources, which are in order: by rank, of one rank the
/// earlier source first. The same recording is one item, where its best rank is. A source's own
/// listings of a recording stay apart: an item has at most one of each.
pub fn fold(lists: Vec<Vec<Track>>, threshold: f64) -> Vec<MergedTrack> {
    let mut lists: Vec<Vec<Option<Track>>> =
        lists.into_iter().map(|list| list.into_iter().map(Some).collect()).collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    let mut items = Vec::new();
    for rank in 0..longest {
        for at in 0..lists.len() {
            let Some(track) = lists[at].get_mut(rank).and_then(Option::take) else { continue };
            let mut listings: Vec<Option<Track>> = Vec::with_capacity(lists.len());
            for (other, list) in lists.iter_mut().enumerate() {
                listings.push(if other == at { None } else { take_same(&track, list, threshold) });
            }
            listings[at] = Some(track);
            let mut listings = listings.into_iter().flatten();
            items.extend(listings.next().map(|first| MergedTrack {
                track: first.into_public(),
                also_on: listings.map(AlsoOn::from).collect(),
            }));
        }
    }
    items
}

/// Takes the same recording as `track` out of what is left of another source's list.
fn take_same(track: &Track, list: &mut [Option<Track>], threshold: f64) -> Option<Track> {
    let alike = list.iter().flatten().filter(|other| may_be_same(track, other));
    let id = matching::best(track, alike, threshold)?.0.id.clone();
    list.iter_mut().find(|other| other.as_ref().is_some_and(|other| other.id == id))?.take()
}

/// Spares most of the comparisons: lengths so far apart are of no one recording. Within these bounds
/// matching decides.
fn may_be_same(track: &Track, other: &Track) -> bool {
    let (one, two) = (track.duration_ms, other.duration_ms);
    one == 0 || two == 0 || one.abs_diff(two) <= (one.max(two) / 10).max(20_000)
}
