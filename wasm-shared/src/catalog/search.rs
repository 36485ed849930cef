//! `GET /api/v1/search`

mod find;
mod query;

pub(super) use find::{Found, Wanted, tracks};
use query::Query;
pub(super) use query::read_text;
use serde::Serialize;

use super::{
    answer,
    ask::patience,
    capabilities,
    chain::{Attempt, Walk, walk},
    collection::Collection,
    merge,
    model::{Source, Track},
    outcome::Outcome,
    sources::Page,
    track,
};
use crate::{
    cache::{self, CacheKey, LoadError, Loaded},
    http::{Cursor, Parameters, Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host},
    resilience::deadline::Deadline,
};

/// What one source has found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SearchAnswer<'a> {
    /// All of the type that was asked for.
    items: Vec<Item>,
    /// Where the list goes on; null at its end.
    next_cursor: Option<String>,
    /// Every source that was asked, in order.
    sources: &'a [Attempt],
}

/// A track, or an album, artist or playlist.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SearchItem"))]
#[serde(untagged)]
enum Item {
    Track(Track),
    Collection(Collection),
}

/// Finds tracks, albums, artists or playlists at the first source in order that has any, or with
/// `merge=true` tracks at all of them.
pub async fn search<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let parameters = Parameters::of(request);
    let merge = parameters.parse("merge", |text| text.parse().ok(), "must be true or false")?;
    if merge == Some(true) {
        return merge::search(context, request, &parameters).await;
    }
    let settings = &context.settings;
    let query = Query::read(&parameters, settings.limits.query_bytes)?;
    let Query { text, source, page, simplified, .. } = &query;
    let key = CacheKey::search(query.operation(), text, *source, *page, *simplified);
    let key = key.in_order(&settings.sources);
    let load = async move |context: &RequestContext<H>| load(context, &query).await;
    let served = cache::serve(context, key, settings.cache.search, load).await?;
    answer::respond(request, &served)
}

async fn load<H: Host>(context: &RequestContext<H>, query: &Query) -> Result<Loaded, LoadError> {
    let settings = &context.settings;
    let deadline = track::deadline(context);
    let order = match query.source {
        Some(source) => vec![source],
        None => capabilities::in_order(settings, query.operation()),
    };
    let operations = [query.operation()];
    let patience = |source| patience(context, source, &operations);
    let Walk { won, attempts } = walk(context.host.clock(), &order, deadline, patience, |source| {
        find(context, source, query, deadline)
    })
    .await;
    let Some((source, found)) = won else {
        let nothing = SearchAnswer { items: Vec::new(), next_cursor: None, sources: &attempts };
        return answer::nothing(&settings.cache, "sources", &attempts, answer::present(&nothing));
    };
    let Page { size, number } = query.page;
    let next_cursor = (found.may_go_on(query.page) && number < Cursor::LAST_PAGE)
        .then(|| Cursor { source, page: number + 1, size, simplified: found.simplified }.encode());
    let answer = SearchAnswer { items: found.items, next_cursor, sources: &attempts };
    let cache = &settings.cache;
    let lifetime = Some(answer::lifetime_after(cache, source, &attempts, cache.search));
    Ok(Loaded { content: answer::present(&answer), source: Some(source), lifetime })
}

/// What one source finds, as answers show it.
async fn find<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    query: &Query,
    deadline: Deadline,
) -> Result<Found<Item>, Outcome> {
    let Query { text, page, simplified, .. } = query;
    let wanted = Wanted { text, page: *page, simplified: *simplified };
    match query.kind {
        None => {
            let found = find::tracks(context, source, wanted, deadline).await?;
            track::remember(context, &found.items);
            Ok(found.map(|track| Item::Track(track.into_public())))
        }
        Some(kind) => {
            let what = (kind, query.operation());
            let found = find::collections(context, source, what, wanted, deadline).await?;
            Ok(found.map(Item::Collection))
        }
    }
}
