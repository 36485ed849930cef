use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::{
    catalog::{
        collection::{CollectionId, CollectionKind},
        model::{Quality, Source, TrackId},
        sources::{Operation, Page},
    },
    settings::SourcesSettings,
};

/// Raised when the form of cached bodies changes, so that no old copy is read as a new one.
const GENERATION: u8 = 2;

/// The name of a cached answer, the same in every tier.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CacheKey(String);

impl CacheKey {
    /// A page of what `operation` finds for a text; `source` is `None` for the chain.
    pub fn search(
        operation: Operation,
        text: &str,
        source: Option<Source>,
        page: Page,
        simplified: bool,
    ) -> Self {
        let source = source.map_or("auto", Source::as_str);
        let script = if simplified { "s" } else { "" };
        let Page { size, number } = page;
        Self::of_text(&format!("{}:{source}:{size}:{number}{script}", operation.as_str()), text)
    }

    /// A page of what all sources find for a text; `place` is its place in their lists.
    pub fn merged(text: &str, place: &str) -> Self {
        Self::of_text(&format!("merged:{place}"), text)
    }

    /// What somebody who has typed `text` may mean.
    pub fn suggestions(text: &str, source: Option<Source>) -> Self {
        Self::of_text(&format!("suggestions:{}", source.map_or("auto", Source::as_str)), text)
    }

    /// The store's keys are at most 512 bytes; a text that could exceed it is hashed.
    fn of_text(kind: &str, text: &str) -> Self {
        let mut key = format!("{GENERATION}:{kind}:");
        if text.len() <= 200 {
            key.push_str(text);
        } else {
            for byte in Sha256::digest(text.as_bytes()) {
                let _ = write!(key, "{byte:02x}");
            }
        }
        Self(key)
    }

    /// A track's data.
    pub fn detail(track: &TrackId) -> Self {
        Self(format!("{GENERATION}:detail:{track}"))
    }

    /// Where a track can be heard.
    pub fn playback(track: &TrackId, quality: Quality) -> Self {
        Self(format!("{GENERATION}:playback:{}:{track}", quality.as_str()))
    }

    /// The words of a track.
    pub fn lyrics(track: &TrackId) -> Self {
        Self(format!("{GENERATION}:lyrics:{track}"))
    }

    /// What could be played in place of a track.
    pub fn alternatives(track: &TrackId) -> Self {
        Self(format!("{GENERATION}:alternatives:{track}"))
    }

    /// A collection and a page of its tracks.
    pub fn collection(kind: CollectionKind, id: &CollectionId, page: Page) -> Self {
        let Page { size, number } = page;
        Self(format!("{GENERATION}:{}:{size}:{number}:{id}", kind.as_str()))
    }

    /// The charts of a source.
    pub fn charts(source: Source) -> Self {
        Self(format!("{GENERATION}:charts:{source}"))
    }

    /// The same for one order of the sources. An answer that follows from the order is not what
    /// another order would have given; a copy made under an order is good again when that returns.
    #[must_use]
    pub fn in_order(mut self, sources: &SourcesSettings) -> Self {
        self.0.push('@');
        self.0.extend(sources.in_use().map(|source| &source.as_str()[..1]));
        self
    }

    /// A part of a listener's library. For memory alone: nobody else may be shown it, and it may be
    /// longer than the store's keys.
    pub fn library(user_id: &str, what: &str) -> Self {
        Self(format!("{GENERATION}:library:{user_id}:{what}"))
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: &str, source: Option<Source>, number: u32) -> CacheKey {
        CacheKey::search(Operation::Search, text, source, Page { size: 20, number }, false)
    }

    #[test]
    fn keys_fit_the_store_and_differ() {
        assert!(search(&"茉".repeat(1000), None, 0).as_str().len() <= 512);
        let track = TrackId::new(Source::Joox, "x".repeat(TrackId::MAX_ID_LENGTH));
        assert!(CacheKey::playback(&track, Quality::Lossless).as_str().len() <= 512);
        let page = Page { size: 20, number: 1 };
        let album = CollectionId::new(Source::Qq, "1");
        let mut turned = SourcesSettings::default();
        turned.order.reverse();
        let mut without = SourcesSettings::default();
        without.joox.common.enabled = false;
        let orders = [SourcesSettings::default(), turned, without];
        let mut keys = vec![
            search("a", None, 1),
            search("a", None, 2),
            search("a", Some(Source::Qq), 1),
            CacheKey::search(Operation::Search, "a", None, page, true),
            CacheKey::search(Operation::SearchAlbums, "a", None, page, false),
            CacheKey::suggestions("a", None),
            CacheKey::merged("a", ""),
            CacheKey::charts(Source::Qq),
            CacheKey::lyrics(&track),
            CacheKey::alternatives(&track),
            CacheKey::detail(&track),
            CacheKey::library("a", "b"),
            CacheKey::library("b", "b"),
        ];
        keys.extend(orders.map(|order| CacheKey::lyrics(&track).in_order(&order)));
        keys.extend(CollectionKind::ALL.map(|kind| CacheKey::collection(kind, &album, page)));
        let distinct: std::collections::HashSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len());
    }
}
