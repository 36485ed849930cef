use super::super::{
    ask::ask,
    collection::{Collection, CollectionKind},
    matching,
    model::{Source, Track},
    outcome::Outcome,
    sources::{self, Operation, Page, SourceError},
};
use crate::{http::RequestContext, ports::Host, resilience::deadline::Deadline};

/// A text and the page of what is found for it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The text as the listener gave it.
    pub text: &'a str,
    /// Which page.
    pub page: Page,
    /// Whether the first page was found by the simplified form of the text.
    pub simplified: bool,
}

/// What one source found; never nothing.
#[derive(Debug)]
pub struct Found<T> {
    /// In the source's own order, at most a page.
    pub items: Vec<T>,
    /// Whether they were found by the simplified form of the text.
    pub simplified: bool,
}

impl<T> Found<T> {
    /// Whether another page may follow. That a page is full is the only sign that all four sources
    /// give; one that lacks a few counts as full, because what cannot be read is left out.
    pub fn may_go_on(&self, page: Page) -> bool {
        self.items.len() * 4 >= page.size as usize * 3
    }

    /// Every item changed by `change`.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Found<U> {
        let Self { items, simplified } = self;
        Found { items: items.into_iter().map(change).collect(), simplified }
    }
}

/// A page of the tracks that `source` finds.
///
/// # Errors
/// [`Outcome::Empty`] when it finds none.
pub async fn tracks<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    wanted: Wanted<'_>,
    deadline: Deadline,
) -> Result<Found<Track>, Outcome> {
    let found = ask(context, source, Operation::Search, deadline, async |to| {
        in_either_script(wanted, async |text| sources::search(to, source, text, wanted.page).await)
            .await
    });
    page_of(found.await, wanted.page)
}

/// A page of the albums, artists or playlists that `source` finds.
///
/// # Errors
/// [`Outcome::Empty`] when it finds none.
pub async fn collections<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    (kind, operation): (CollectionKind, Operation),
    wanted: Wanted<'_>,
    deadline: Deadline,
) -> Result<Found<Collection>, Outcome> {
    let found = ask(context, source, operation, deadline, async |to| {
        in_either_script(wanted, async |text| {
            sources::search_collections(to, source, kind, text, wanted.page).await
        })
        .await
    });
    page_of(found.await, wanted.page)
}

fn page_of<T>(found: Result<Found<T>, SourceError>, page: Page) -> Result<Found<T>, Outcome> {
    let mut found = found.map_err(|error| error.outcome)?;
    found.items.truncate(page.size as usize);
    if found.items.is_empty() { Err(Outcome::Empty) } else { Ok(found) }
}

/// What `find` gives for the text. A source may list a song in one script alone, so that a first
/// page that is empty is looked for once more by the simplified form; pages that follow keep to
/// the form that the first was found by, or they would be of another list.
async fn in_either_script<T>(
    wanted: Wanted<'_>,
    find: impl AsyncFn(&str) -> Result<Vec<T>, SourceError>,
) -> Result<Found<T>, SourceError> {
    if !wanted.simplified {
        let items = find(wanted.text).await?;
        if !items.is_empty() || wanted.page.number > 0 {
            return Ok(Found { items, simplified: false });
        }
    }
    let text = matching::in_simplified(wanted.text);
    let items = if wanted.simplified || text != wanted.text { find(&text).await? } else { vec![] };
    Ok(Found { items, simplified: true })
}
