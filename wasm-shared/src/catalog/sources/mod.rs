//! The four music services on the wire. Each is `client` (calls), `wire` (structs as sent) and
//! `mod` (wire to model, the operations it has); none knows of caches, breakers or the others.

use std::{borrow::Cow, time::Duration};

use super::{
    model::{AudioLocation, Quality, Source, Track},
    outcome::Outcome,
};
use crate::{
    ports::Host,
    settings::{Settings, SourceSettings},
};

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
    /// One track's data.
    Detail,
    /// Where its audio is.
    Playback,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Search, Self::Detail, Self::Playback];

    /// The name in metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Detail => "detail",
            Self::Playback => "playback",
        }
    }

    /// The position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
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
    /// How long the source asks to be left alone.
    pub retry_after: Option<Duration>,
}

impl SourceError {
    /// An error of kind `outcome` with the source's own words.
    pub fn new(outcome: Outcome, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { outcome, reason: reason.into(), retry_after: None }
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

/// The settings every source has.
pub fn common_settings(settings: &Settings, source: Source) -> &SourceSettings {
    match source {
        Source::Qq => &settings.sources.qq.common,
        Source::Joox => &settings.sources.joox.common,
        Source::Netease => &settings.sources.netease.common,
        Source::Kugou => &settings.sources.kugou.common,
    }
}
