//! `GET /api/v1/search`

use std::time::Duration;

use serde::Serialize;

use super::{
    ask::{ask, patience},
    chain::{Attempt, Walk, walk},
    model::{Source, Track},
    outcome::Outcome,
    sources::{self, Operation, Page},
};
use crate::{
    cache::{self, CacheKey, Content, LoadError, Loaded},
    http::{
        Code, Cursor, ListParameters, Parameters, Problem, RequestContext, RequestView, Response,
    },
    ports::{BodyOf, Host},
    resilience::deadline::Deadline,
};

#[derive(Serialize)]
struct SearchAnswer<'a> {
    items: &'a [Track],
    next_cursor: Option<String>,
    sources: &'a [Attempt],
}

/// What is searched for.
#[derive(Debug, Clone)]
struct Query {
    text: String,
    /// `None` for the chain.
    source: Option<Source>,
    page: Page,
}

impl Query {
    fn read(request: &impl RequestView, query_bytes: usize) -> Result<Self, Problem> {
        let parameters = Parameters::of(request);
        let text = parameters.get("q").unwrap_or_default();
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::invalid_field("q", "must not be empty"));
        }
        if text.len() > query_bytes {
            return Err(Problem::invalid_field(
                "q",
                format!("must have at most {query_bytes} bytes"),
            ));
        }
        if text.chars().any(char::is_control) {
            return Err(Problem::invalid_field("q", "must not hold control characters"));
        }
        parameters.parse("type", |kind| (kind == "track").then_some(()), "must be track")?;
        let list = ListParameters::read(&parameters)?;
        let named = parameters.parse(
            "source",
            |name| if name == "auto" { Some(None) } else { Source::parse(name).map(Some) },
            "must be auto, qq, joox, netease or kugou",
        )?;
        let Cursor { source, page } = match (list.cursor, named.flatten()) {
            (Some(cursor), Some(named)) if cursor.source != named => {
                return Err(Problem::invalid_field("cursor", "is of another source"));
            }
            (Some(cursor), _) => cursor,
            (None, named) => {
                let page = Page { size: list.limit, number: 0 };
                return Ok(Self { text: text.to_owned(), source: named, page });
            }
        };
        let page = Page { size: list.limit, number: page };
        Ok(Self { text: text.to_owned(), source: Some(source), page })
    }
}

/// Finds tracks at the first source in order that has any.
pub async fn search<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let settings = context.isolate.settings();
    let query = Query::read(request, settings.limits.query_bytes)?;
    let key = CacheKey::search(&query.text, query.source, query.page.size, query.page.number);
    let load = async move |context: &RequestContext<H>| load(context, &query).await;
    let served = cache::serve(context, key, settings.cache.search, load).await?;
    super::track::respond(request, &served)
}

async fn load<H: Host>(context: &RequestContext<H>, query: &Query) -> Result<Loaded, LoadError> {
    let settings = context.isolate.settings();
    let clock = context.host.clock();
    let deadline = Deadline::after(clock, Duration::from_millis(settings.chain.deadline_ms));
    let order = query.source.map_or_else(|| settings.sources.order.clone(), |one| vec![one]);
    let patience = |source| patience(context, source, &[Operation::Search]);
    let walk =
        walk(clock, &order, deadline, patience, |source| find(context, source, query, deadline))
            .await;
    if walk.won.is_none() && walk.all_failed() {
        return Err(LoadError::Unavailable(unavailable("sources", &walk.attempts)));
    }
    let Walk { won, attempts } = walk;
    let source = won.as_ref().map(|(source, _)| *source);
    let items = won.map(|(_, tracks)| tracks).unwrap_or_default();
    let absent = items.is_empty();
    remember_tracks(context, &items);
    let items: Vec<_> = items.into_iter().map(Track::into_public).collect();
    // A full page is the only sign of a further one that all four sources give.
    let next_cursor = source
        .filter(|_| items.len() >= query.page.size as usize)
        .map(|source| Cursor { source, page: query.page.number + 1 }.encode());
    let answer = SearchAnswer { items: &items, next_cursor, sources: &attempts };
    let body = serde_json::to_vec(&answer).expect("tracks serialise without fail");
    Ok(Loaded {
        content: Content::Present(body.into()),
        source,
        // That nobody has it is believed for a short time, and not at all when not all were asked.
        lifetime: absent.then_some(settings.cache.absent),
    })
}

/// The problem of a request that no source could answer.
pub(super) fn unavailable(member: &str, attempts: &[Attempt]) -> Problem {
    Problem::new(Code::SourcesUnavailable)
        .retry_after(5)
        .extension(member, serde_json::to_value(attempts).unwrap_or_default())
}

async fn find<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    query: &Query,
    deadline: Deadline,
) -> Result<Vec<Track>, Outcome> {
    let mut tracks = ask(context, source, Operation::Search, deadline, async |source_context| {
        sources::search(source_context, source, &query.text, query.page).await
    })
    .await
    .map_err(|error| error.outcome)?;
    tracks.truncate(query.page.size as usize);
    if tracks.is_empty() { Err(Outcome::Empty) } else { Ok(tracks) }
}

/// Keeps each track's data in memory: whoever searched is about to play one of them, and should be
/// able to when its source has failed meanwhile.
fn remember_tracks<H: Host>(context: &RequestContext<H>, tracks: &[Track]) {
    let lifetime = context.isolate.settings().cache.detail;
    for track in tracks {
        cache::remember(
            context,
            &CacheKey::detail(&track.id),
            lifetime,
            Loaded {
                content: Content::Present(track.to_json()),
                source: Some(track.source),
                lifetime: None,
            },
        );
    }
}
