//! Albums, artists, playlists and charts.

use super::super::{Page, SourceContext, SourceError};
use crate::{
    catalog::{
        Outcome,
        collection::{Collection, CollectionKind, CollectionPage},
    },
    ports::Host,
};

/// Collections for `query`.
pub async fn search_collections<H: Host>(
    _context: SourceContext<'_, H>,
    _kind: CollectionKind,
    _query: &str,
    _page: Page,
) -> Result<Vec<Collection>, SourceError> {
    Err(SourceError::new(Outcome::Disabled, "not an operation of this source"))
}

/// Texts for `query`.
pub async fn suggestions<H: Host>(
    _context: SourceContext<'_, H>,
    _query: &str,
) -> Result<Vec<String>, SourceError> {
    Err(SourceError::new(Outcome::Disabled, "not an operation of this source"))
}

/// A collection and a page of its tracks.
pub async fn collection<H: Host>(
    _context: SourceContext<'_, H>,
    _kind: CollectionKind,
    _id: &str,
    _page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    Err(SourceError::new(Outcome::Disabled, "not an operation of this source"))
}

/// The charts.
pub async fn charts<H: Host>(
    _context: SourceContext<'_, H>,
) -> Result<Vec<Collection>, SourceError> {
    Err(SourceError::new(Outcome::Disabled, "not an operation of this source"))
}

/// The cover in the size nearest to `pixels`.
pub fn cover_of_size(cover_url: &str, _pixels: u32) -> String {
    cover_url.to_owned()
}
