//! The four music services on the wire. Each is `client` (calls), `wire` (structs as sent) and
//! `mod` (wire to model, the operations it has); none knows of caches, breakers or the others.

use std::{borrow::Cow, time::Duration};

use super::{
    collection::{Collection, CollectionKind, CollectionPage},
    model::{AudioLocation, Lyrics, Quality, Source, Track},
    outcome::Outcome,
};
use crate::{ports::Host, settings::Settings};

pub mod fetch;
pub mod joox;
pub mod kugou;
pub mod netease;
pub mod qq;
pub mod text;

/// What is asked of a source. Each source has a breaker for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Search for tracks.
    Search,
    /// Search for albums.
    SearchAlbums,
    /// Search for artists.
    SearchArtists,
    /// Search for playlists.
    SearchPlaylists,
    /// What somebody who has typed so much may mean.
    Suggestions,
    /// One track's data.
    Detail,
    /// Where its audio is.
    Playback,
    /// The first bytes of that audio.
    Audio,
    /// Its words.
    Lyrics,
    /// An album and its tracks.
    Album,
    /// An artist and the tracks they are known for.
    Artist,
    /// A playlist and its tracks.
    Playlist,
    /// The charts there are.
    Charts,
    /// A chart and its tracks.
    Chart,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Search,
        Self::SearchAlbums,
        Self::SearchArtists,
        Self::SearchPlaylists,
        Self::Suggestions,
        Self::Detail,
        Self::Playback,
        Self::Audio,
        Self::Lyrics,
        Self::Album,
        Self::Artist,
        Self::Playlist,
        Self::Charts,
        Self::Chart,
    ];

    /// The name in metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::SearchAlbums => "search_albums",
            Self::SearchArtists => "search_artists",
            Self::SearchPlaylists => "search_playlists",
            Self::Suggestions => "suggestions",
            Self::Detail => "detail",
            Self::Playback => "playback",
            Self::Audio => "audio",
            Self::Lyrics => "lyrics",
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Playlist => "playlist",
            Self::Charts => "charts",
            Self::Chart => "chart",
        }
    }

    /// The position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// What finds collections of this kind by a text; `None` for charts, which are not searched for.
    pub const fn searching(kind: CollectionKind) -> Option<Self> {
        match kind {
            CollectionKind::Album => Some(Self::SearchAlbums),
            CollectionKind::Artist => Some(Self::SearchArtists),
            CollectionKind::Playlist => Some(Self::SearchPlaylists),
            CollectionKind::Chart => None,
        }
    }

    /// What opens a collection of this kind.
    pub const fn opening(kind: CollectionKind) -> Self {
        match kind {
            CollectionKind::Album => Self::Album,
            CollectionKind::Artist => Self::Artist,
            CollectionKind::Playlist => Self::Playlist,
            CollectionKind::Chart => Self::Chart,
        }
    }
}

/// Why a source did not give what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", outcome.as_str())]
pub struct SourceError {
    /// The kind, which decides what the chain and the breaker do.
    pub outcome: Outcome,
    /// The source's own code or words, for the log. Never shown to a listener; holds nothing
    /// secret.
    pub reason: Cow<'static, str>,
    /// The HTTP status, where that was all the answer.
    pub status: Option<u16>,
    /// How long the source asks to be left alone.
    pub retry_after: Option<Duration>,
}

impl SourceError {
    /// An error of kind `outcome` with the source's own words.
    pub fn new(outcome: Outcome, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { outcome, reason: reason.into(), status: None, retry_after: None }
    }
}

/// `None` for what the source says it does not have.
///
/// # Errors
/// Every other error of `found`.
pub fn absent_as_none<T>(found: Result<T, SourceError>) -> Result<Option<T>, SourceError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.outcome == Outcome::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A page of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Items a page, 1 to 100.
    pub size: u32,
    /// The page's number, from 0.
    pub number: u32,
}

impl Page {
    /// The place of its first item in the whole list, from 0.
    pub fn start(self) -> u64 {
        u64::from(self.number) * u64::from(self.size)
    }

    /// The place behind its last item.
    pub fn end(self) -> u64 {
        self.start() + u64::from(self.size)
    }

    /// Its items of a list that came as a whole.
    pub fn cut<T>(self, whole: Vec<T>) -> impl Iterator<Item = T> {
        let start = usize::try_from(self.start()).unwrap_or(usize::MAX);
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        whole.into_iter().skip(start).take(size)
    }
}

/// What an adapter is given for one call.
#[expect(clippy::expl_impl_clone_on_copy, reason = "deriving it would ask for `H: Copy`")]
pub struct SourceContext<'a, H: Host> {
    /// The host.
    pub host: &'a H,
    /// All settings.
    pub settings: &'a Settings,
}

impl<H: Host> Clone for SourceContext<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H: Host> Copy for SourceContext<'_, H> {}

/// Tracks that `source` finds for `query`, in its own order; empty when it finds none.
pub async fn search<H: Host>(
    context: SourceContext<'_, H>,
    source: Source,
    query: &str,
    page: Page,
) -> Result<Vec<Track>, SourceError> {
    match source {
        Source::Qq => qq::search(context, query, page).await,
        Source::Joox => joox::search(context, query, page).await,
        Source::Netease => netease::search(context, query, page).await,
        Source::Kugou => kugou::search(context, query, page).await,
    }
}

/// The track with `id` at `source`; `None` when the source does not have it.
pub async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    source: Source,
    id: &str,
) -> Result<Option<Track>, SourceError> {
    match source {
        Source::Qq => qq::detail(context, id).await,
        Source::Joox => joox::detail(context, id).await,
        Source::Netease => netease::detail(context, id).await,
        Source::Kugou => kugou::detail(context, id).await,
    }
}

/// Where the audio of `track` is, in the best quality not above `quality` that the source gives,
/// or the lowest above it when there is none below. `track` comes from the same source's
/// [`search`] or [`detail`].
///
/// # Errors
/// A clip, an encrypted container and a denied file are errors with the fitting [`Outcome`], never
/// a location.
pub async fn playback<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
    quality: Quality,
) -> Result<AudioLocation, SourceError> {
    match track.source {
        Source::Qq => qq::playback(context, track, quality).await,
        Source::Joox => joox::playback(context, track, quality).await,
        Source::Netease => netease::playback(context, track, quality).await,
        Source::Kugou => kugou::playback(context, track, quality).await,
    }
}

/// The operations `source` has, so that only those who can are asked.
pub const fn operations(source: Source) -> &'static [Operation] {
    match source {
        Source::Qq => qq::OPERATIONS,
        Source::Joox => joox::OPERATIONS,
        Source::Netease => netease::OPERATIONS,
        Source::Kugou => kugou::OPERATIONS,
    }
}

/// Albums, artists or playlists that `source` finds for `query`, in its own order.
pub async fn search_collections<H: Host>(
    context: SourceContext<'_, H>,
    source: Source,
    kind: CollectionKind,
    query: &str,
    page: Page,
) -> Result<Vec<Collection>, SourceError> {
    match source {
        Source::Qq => qq::search_collections(context, kind, query, page).await,
        Source::Joox => joox::search_collections(context, kind, query, page).await,
        Source::Netease => netease::search_collections(context, kind, query, page).await,
        Source::Kugou => kugou::search_collections(context, kind, query, page).await,
    }
}

/// What somebody who has typed `query` may mean, likeliest first.
pub async fn suggestions<H: Host>(
    context: SourceContext<'_, H>,
    source: Source,
    query: &str,
) -> Result<Vec<String>, SourceError> {
    match source {
        Source::Qq => qq::suggestions(context, query).await,
        Source::Joox => joox::suggestions(context, query).await,
        Source::Netease => netease::suggestions(context, query).await,
        Source::Kugou => kugou::suggestions(context, query).await,
    }
}

/// A collection and one page of its tracks; `None` when the source does not have it.
pub async fn collection<H: Host>(
    context: SourceContext<'_, H>,
    source: Source,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    match source {
        Source::Qq => qq::collection(context, kind, id, page).await,
        Source::Joox => joox::collection(context, kind, id, page).await,
        Source::Netease => netease::collection(context, kind, id, page).await,
        Source::Kugou => kugou::collection(context, kind, id, page).await,
    }
}

/// The charts of `source`.
pub async fn charts<H: Host>(
    context: SourceContext<'_, H>,
    source: Source,
) -> Result<Vec<Collection>, SourceError> {
    match source {
        Source::Qq => qq::charts(context).await,
        Source::Joox => joox::charts(context).await,
        Source::Netease => netease::charts(context).await,
        Source::Kugou => kugou::charts(context).await,
    }
}

/// The words of `track`, which comes from the same source; `None` when it has none.
pub async fn lyrics<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
) -> Result<Option<Lyrics>, SourceError> {
    match track.source {
        Source::Qq => qq::lyrics(context, track).await,
        Source::Joox => joox::lyrics(context, track).await,
        Source::Netease => netease::lyrics(context, track).await,
        Source::Kugou => kugou::lyrics(context, track).await,
    }
}

/// `cover_url` of `source` in the size nearest to `pixels` a side that it has.
pub fn cover_of_size(source: Source, cover_url: &str, pixels: u32) -> String {
    match source {
        Source::Qq => qq::cover_of_size(cover_url, pixels),
        Source::Joox => joox::cover_of_size(cover_url, pixels),
        Source::Netease => netease::cover_of_size(cover_url, pixels),
        Source::Kugou => kugou::cover_of_size(cover_url, pixels),
    }
}
