//! What somebody who has typed so much may mean.

use super::{Catalogue, Collection, CollectionKind, Listing, Source};

/// Names that hold a text, those that begin with it first.
#[derive(Debug)]
pub struct Suggestions<'a> {
    /// Tracks.
    pub tracks: Vec<&'a Listing>,
    /// Artists.
    pub artists: Vec<&'a Collection>,
    /// Albums.
    pub albums: Vec<&'a Collection>,
}

impl Catalogue {
    /// Suggestions of `source` for `text`, at most `each` of every kind, each name once.
    pub fn suggest(&self, source: Source, text: &str, each: usize) -> Suggestions<'_> {
        let fold = |text: &str| -> String { text.chars().map(|c| self.script().fold(c)).collect() };
        let wanted = fold(text.trim());
        // Where in the name the text is; `None` for a name without it.
        let place = |name: &str| fold(name).find(&wanted).filter(|_| !wanted.is_empty());
        let collections = |kind| {
            best(self.collections(source, kind), |it: &&Collection| it.name.as_str(), place, each)
        };
        Suggestions {
            tracks: best(
                self.listings(source),
                |listing: &&Listing| listing.title.as_str(),
                place,
                each,
            ),
            artists: collections(CollectionKind::Artist),
            albums: collections(CollectionKind::Album),
        }
    }
}

fn best<T>(
    items: impl Iterator<Item = T>,
    name: impl Fn(&T) -> &str,
    place: impl Fn(&str) -> Option<usize>,
    each: usize,
) -> Vec<T> {
    let mut found: Vec<(usize, T)> =
        items.filter_map(|item| Some((place(name(&item))?, item))).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| name(&a.1).cmp(name(&b.1))));
    found.dedup_by(|a, b| name(&a.1) == name(&b.1));
    found.into_iter().take(each).map(|(_, item)| item).collect()
}
