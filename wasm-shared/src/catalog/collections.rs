//! `GET /api/v1/albums/{id}`, `/artists/{id}`, `/catalog/playlists/{id}` and `/charts/{id}`

use std::time::Duration;

use serde::Serialize;

use super::{
    answer,
    ask::ask,
    capabilities,
    chain::{Walk, walk},
    collection::{Collection, CollectionId, CollectionKind, CollectionPage},
    model::Track,
    outcome::Outcome,
    sources::{self, Operation, Page},
    track,
};
use crate::{
    cache::{self, CacheKey, Content, LoadError, Loaded},
    http::{Cursor, ListParameters, Parameters, Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host},
    resilience::deadline::Deadline,
};

/// A collection with a page of its tracks.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct CollectionAnswer {
    #[serde(flatten)]
    collection: Collection,
    tracks: Tracks,
}

/// A page of a collection's tracks, in its order.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Tracks {
    items: Vec<Track>,
    /// Where the list goes on; null at its end.
    next_cursor: Option<String>,
}

/// Answers with a collection and a page of its tracks.
pub async fn collection<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    kind: CollectionKind,
    id: &str,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = read_id(kind, id)?;
    let list = ListParameters::read(&Parameters::of(request))?;
    if list.cursor.is_some_and(|cursor| cursor.source != id.source) {
        return Err(Problem::invalid_field("cursor", "is of another source"));
    }
    let page = Page { size: list.limit, number: list.cursor.map_or(0, |cursor| cursor.page) };
    let settings = &context.settings.cache;
    let lifetime = match kind {
        CollectionKind::Album | CollectionKind::Artist => settings.collections,
        CollectionKind::Playlist | CollectionKind::Chart => settings.charts,
    };
    let key = CacheKey::collection(kind, &id, page);
    let load = async move |context: &RequestContext<H>| load(context, kind, &id, page).await;
    let served = cache::serve(context, key, lifetime, load).await?;
    answer::respond(request, &served)
}

/// Has the first page of a chart in the store.
pub(super) async fn prefetch_chart<H: Host>(context: &RequestContext<H>, id: CollectionId) {
    let (kind, page) =
        (CollectionKind::Chart, Page { size: ListParameters::DEFAULT_LIMIT, number: 0 });
    let lifetime = context.settings.cache.charts;
    let load = async |context: &RequestContext<H>| load(context, kind, &id, page).await;
    cache::prefetch(context, &CacheKey::collection(kind, &id, page), lifetime, load).await;
}

fn read_id(kind: CollectionKind, encoded: &str) -> Result<CollectionId, Problem> {
    let id = track::decode(encoded).ok_or("is not an id, {source}:{id}");
    id.and_then(|id| parse_id(kind, &id)).map_err(|reason| Problem::invalid_field("id", reason))
}

/// The id of a collection that its source can open, or what is wrong with it.
pub(crate) fn parse_id(kind: CollectionKind, id: &str) -> Result<CollectionId, &'static str> {
    let id = CollectionId::parse(id).ok_or("is not an id, {source}:{id}")?;
    if capabilities::has(id.source, Operation::opening(kind)) {
        Ok(id)
    } else {
        Err("is of a source that does not have this")
    }
}

/// A collection and a page of its tracks as its source lists it now; `None` when there is no such.
pub(crate) async fn open<H: Host>(
    context: &RequestContext<H>,
    kind: CollectionKind,
    id: &CollectionId,
    page: Page,
    deadline: Deadline,
) -> Result<Option<CollectionPage>, Outcome> {
    ask(context, id.source, Operation::opening(kind), deadline, async |to| {
        sources::collection(to, id.source, kind, &id.id, page).await
    })
    .await
    .map_err(|error| error.outcome)
}

async fn load<H: Host>(
    context: &RequestContext<H>,
    kind: CollectionKind,
    id: &CollectionId,
    page: Page,
) -> Result<Loaded, LoadError> {
    let deadline = track::deadline(context);
    let Walk { won, attempts } = walk(
        context.host.clock(),
        &[id.source],
        deadline,
        |_| Duration::MAX,
        |_| open(context, kind, id, page, deadline),
    )
    .await;
    let (body, lifetime) = match won {
        None => return Err(LoadError::Unavailable(answer::unavailable("attempts", &attempts))),
        Some((_, None)) => (Content::Absent("{}".into()), Some(context.settings.cache.absent)),
        Some((_, Some(found))) => {
            track::remember(context, &found.tracks);
            (answer::present(&page_of(found, id, page)), None)
        }
    };
    Ok(Loaded { content: body, source: Some(id.source), lifetime })
}

fn page_of(found: CollectionPage, id: &CollectionId, page: Page) -> CollectionAnswer {
    let CollectionPage { collection, tracks, has_more } = found;
    let Page { size, number } = page;
    let next = Cursor { source: id.source, page: number + 1, size, simplified: false };
    CollectionAnswer {
        collection,
        tracks: Tracks {
            items: tracks.into_iter().map(Track::into_public).collect(),
            next_cursor: (has_more && number < Cursor::LAST_PAGE).then(|| next.encode()),
        },
    }
}
