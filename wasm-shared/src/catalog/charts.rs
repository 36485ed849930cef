//! `GET /api/v1/charts`

use std::time::Duration;

use serde::Serialize;

use super::{
    answer,
    ask::ask,
    capabilities,
    chain::{Attempt, Walk, all_failed, walk},
    collection::Collection,
    gather::{Gathered, gather},
    model::Source,
    outcome::Outcome,
    sources::{self, Operation},
    track,
};
use crate::{
    cache::{self, CacheKey, CacheTier, Content, Entry, LoadError, Loaded},
    http::{Cursor, ListParameters, Parameters, Problem, RequestContext, RequestView, Response},
    json,
    ports::{BodyOf, Host},
};

/// The sources' charts, one source after another.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ChartList {
    items: Vec<Collection>,
    /// Where the list goes on; null at its end.
    next_cursor: Option<String>,
    /// Every source that was asked, in order.
    sources: Vec<Attempt>,
}

/// The charts of one source and where they came from.
type Charts = (Vec<Collection>, CacheTier);

/// Answers with the charts of every source that has some, one source after another. Each source's
/// are kept by themselves, so that one that fails is served from its own old copy.
pub async fn charts<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let settings = &context.settings;
    let parameters = Parameters::of(request);
    let named = capabilities::read_source(&parameters, Operation::Charts)?;
    let list = ListParameters::read(&parameters)?;
    let order = match named {
        Some(source) => vec![source],
        None => capabilities::in_order(settings, Operation::Charts),
    };
    let first = match list.cursor {
        Some(cursor) => order
            .iter()
            .position(|source| *source == cursor.source)
            .ok_or_else(|| Problem::invalid_field("cursor", "is of another source"))?,
        None => 0,
    };
    let order = &order[first..];
    let deadline = track::deadline(context);
    let clock = context.host.clock();
    let Gathered { found, attempts } =
        gather(clock, order, deadline, Duration::MAX, |source| of_source(context, source)).await;
    if all_failed(&attempts) {
        return Err(answer::unavailable("sources", &attempts));
    }
    let source = found.first().map(|(source, _)| *source);
    let tier = tier_of(&found);
    let (items, next) = page_of(found, list);
    let next_cursor = next.map(Cursor::encode);
    // Weak, because how long the sources took makes no other list.
    let etag = format!("W/{}", Entry::etag_of(&answer::present(&(&items, &next_cursor))));
    let body = answer::present(&ChartList { items, next_cursor, sources: attempts });
    Ok(answer::respond_with(request, body.into_bytes(), &etag, source, tier))
}

/// A page of the lists, one after another, and where the next one begins: a cursor's page is here
/// the position within its source's list.
fn page_of(
    found: Vec<(Source, Charts)>,
    list: ListParameters,
) -> (Vec<Collection>, Option<Cursor>) {
    let size = list.limit;
    let mut items = Vec::with_capacity(size as usize);
    for (source, (charts, _)) in found {
        let begin = list.cursor.filter(|cursor| cursor.source == source).map_or(0, |at| at.page);
        for (position, chart) in (0..).zip(charts).skip(begin as usize) {
            if items.len() == size as usize {
                let next = Cursor { source, page: position, size, simplified: false };
                return (items, (position <= Cursor::LAST_PAGE).then_some(next));
            }
            items.push(chart);
        }
    }
    (items, None)
}

/// What `X-Cache` says of lists from several tiers: that some of it is old, else that some of it
/// had to be asked for, else the slower tier.
fn tier_of(found: &[(Source, Charts)]) -> CacheTier {
    [CacheTier::Stale, CacheTier::Miss, CacheTier::Kv]
        .into_iter()
        .find(|tier| found.iter().any(|(_, (_, of_one))| of_one == tier))
        .unwrap_or(CacheTier::Memory)
}

/// Has the charts of `source` in the store, and gives them; none when it fails.
pub(super) async fn prefetch<H: Host>(
    context: &RequestContext<H>,
    source: Source,
) -> Vec<Collection> {
    let lifetime = context.settings.cache.charts;
    let load = async |context: &RequestContext<H>| load(context, source).await;
    match cache::prefetch(context, &CacheKey::charts(source), lifetime, load).await.as_deref() {
        Some(Entry { content: Content::Present(body), .. }) => {
            json::from_bytes(body).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

async fn of_source<H: Host>(
    context: &RequestContext<H>,
    source: Source,
) -> Result<Charts, Outcome> {
    let lifetime = context.settings.cache.charts;
    let load = async move |context: &RequestContext<H>| load(context, source).await;
    let served = cache::serve(context, CacheKey::charts(source), lifetime, load).await;
    let served = served.map_err(|problem| outcome_of(&problem))?;
    let Content::Present(body) = &served.entry.content else { return Err(Outcome::Empty) };
    let charts: Vec<_> = json::from_bytes(body).map_err(|_| Outcome::UpstreamChanged)?;
    if charts.is_empty() { Err(Outcome::Empty) } else { Ok((charts, served.tier)) }
}

/// What the only attempt of [`load`] ended with.
fn outcome_of(problem: &Problem) -> Outcome {
    let attempts = problem.extensions.get("attempts").cloned().unwrap_or_default();
    let attempts: Vec<Attempt> = serde_json::from_value(attempts).unwrap_or_default();
    attempts.first().map_or(Outcome::UpstreamError, |attempt| attempt.outcome)
}

async fn load<H: Host>(context: &RequestContext<H>, source: Source) -> Result<Loaded, LoadError> {
    let deadline = track::deadline(context);
    let clock = context.host.clock();
    let Walk { won, attempts } = walk(
        clock,
        &[source],
        deadline,
        |_| Duration::MAX,
        |source| async move {
            ask(context, source, Operation::Charts, deadline, async |to| {
                sources::charts(to, source).await
            })
            .await
            .map_err(|error| error.outcome)
        },
    )
    .await;
    let Some((_, charts)) = won else {
        return Err(LoadError::Unavailable(answer::unavailable("attempts", &attempts)));
    };
    let lifetime = charts.is_empty().then_some(context.settings.cache.absent);
    Ok(Loaded { content: answer::present(&charts), source: Some(source), lifetime })
}
