use serde::Serialize;

use super::super::{
    matching::Comparison,
    model::{Availability, QualityOffer, Source, Track, TrackId},
};

/// A recording and everybody who has it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MergedTrack {
    /// As the first source in order lists it.
    #[serde(flatten)]
    track: Track,
    /// The others' listings, in order.
    also_on: Vec<AlsoOn>,
}

/// The same recording at another source.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// A track of a list, and where it is among all tracks.
struct Listing {
    place: usize,
    track: Track,
}

/// One list out of the `lists` of several sources, which are in order: by rank, of one rank the
/// earlier source first. The same recording is one item, where its best rank is. A source's own
/// listings of a recording stay apart: an item has at most one of each.
pub fn fold(lists: Vec<Vec<Track>>, threshold: f64) -> Vec<MergedTrack> {
    let comparison = Comparison::of(lists.iter().flatten());
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    let mut places = 0..;
    let mut lists: Vec<Vec<Option<Listing>>> = lists
        .into_iter()
        .map(|list| {
            let listed = list.into_iter().zip(places.by_ref());
            listed.map(|(track, place)| Some(Listing { place, track })).collect()
        })
        .collect();
    let mut items = Vec::new();
    for rank in 0..longest {
        for at in 0..lists.len() {
            let Some(listing) = lists[at].get_mut(rank).and_then(Option::take) else { continue };
            let mut same: Vec<Option<Listing>> = Vec::with_capacity(lists.len());
            for (other, list) in lists.iter_mut().enumerate() {
                let taken =
                    (other != at).then(|| take_same(&comparison, &listing, list, threshold));
                same.push(taken.flatten());
            }
            same[at] = Some(listing);
            let mut tracks = same.into_iter().flatten().map(|listing| listing.track);
            items.extend(tracks.next().map(|first| MergedTrack {
                track: first.into_public(),
                also_on: tracks.map(AlsoOn::from).collect(),
            }));
        }
    }
    items
}

/// Takes the same recording as `wanted` out of what is left of another source's list: of several
/// the most alike, of equals the first.
fn take_same(
    comparison: &Comparison,
    wanted: &Listing,
    list: &mut [Option<Listing>],
    threshold: f64,
) -> Option<Listing> {
    let (rank, _) = list
        .iter()
        .enumerate()
        .filter_map(|(rank, other)| Some((rank, other.as_ref()?)))
        .filter(|(_, other)| may_be_same(&wanted.track, &other.track))
        .map(|(rank, other)| (rank, comparison.score(wanted.place, other.place)))
        .filter(|(_, matched)| matched.same_recording && matched.score >= threshold)
        .min_by(|(_, one), (_, other)| other.score.total_cmp(&one.score))?;
    list[rank].take()
}

/// Spares most of the comparisons: lengths so far apart are of no one recording. Within these bounds
/// matching decides.
fn may_be_same(track: &Track, other: &Track) -> bool {
    let (one, two) = (track.duration_ms, other.duration_ms);
    one == 0 || two == 0 || one.abs_diff(two) <= (one.max(two) / 10).max(20_000)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::catalog::model::{Artist, TrackId};

    /// A list of a source: songs by number, of which some are live recordings and some are listed
    /// with another length.
    fn list(source: Source, songs: &[(u8, bool, u8)]) -> Vec<Track> {
        let track = |(rank, &(number, live, apart)): (usize, &(u8, bool, u8))| Track {
            id: TrackId::new(source, rank.to_string()),
            source,
            title: format!("Number {number}{}", if live { " (Live)" } else { "" }),
            version_tags: Vec::new(),
            artists: vec![Artist { id: String::new(), name: "江南民乐团".to_owned() }],
            album: None,
            duration_ms: 180_000 + u64::from(apart) * 10_000,
            cover_url: None,
            availability: Availability::Full,
            qualities: Vec::new(),
        };
        songs.iter().enumerate().map(track).collect()
    }

    /// Source and rank of every listing of every item.
    fn listings(items: &[MergedTrack]) -> Vec<Vec<TrackId>> {
        let ids = |item: &MergedTrack| {
            let others = item.also_on.iter().map(|other| other.id.clone());
            [item.track.id.clone()].into_iter().chain(others).collect()
        };
        items.iter().map(ids).collect()
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_shown_twice_and_the_order_is_stable(
            songs in prop::collection::vec(
                prop::collection::vec((0..6u8, any::<bool>(), 0..8u8), 0..12), 4
            )
        ) {
            let lists = || Source::ALL.iter().zip(&songs).map(|(&of, songs)| list(of, songs));
            let folded = listings(&fold(lists().collect(), 0.8));
            prop_assert_eq!(&folded, &listings(&fold(lists().collect(), 0.8)));
            let shown: Vec<_> = folded.iter().flatten().collect();
            let distinct: HashSet<_> = shown.iter().collect();
            prop_assert_eq!(distinct.len(), shown.len());
            prop_assert_eq!(shown.len(), lists().map(|list| list.len()).sum::<usize>());
            let rank = |id: &TrackId| id.id.parse::<usize>().unwrap();
            let best = |item: &Vec<TrackId>| {
                item.iter().map(|id| (rank(id), id.source.index())).min().unwrap()
            };
            prop_assert!(folded.iter().map(best).is_sorted(), "{folded:?}");
            for item in &folded {
                let order: Vec<_> = item.iter().map(|id| id.source.index()).collect();
                prop_assert!(order.is_sorted_by(|one, next| one < next), "{item:?}");
            }
        }
    }
}
