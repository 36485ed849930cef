//! `GET /api/v1/search?merge=true`: tracks of every source in one list.
//!
//! Every source that can is asked at once for the same page of its own list. These lists are laid
//! one into the other by rank and the same recording becomes one item ([`fold`]). The result, the
//! batch, holds more than a page: its further parts are kept beside the first, and only after the
//! last of them the sources are asked again ([`place`]).

mod fold;
mod place;

use std::time::Duration;

use fold::{MergedTrack, fold};
use place::{Asked, Place};
use serde::Serialize;

use super::{
    answer, capabilities,
    chain::Attempt,
    gather::{Gathered, gather},
    model::{Source, Track},
    search::{self, Found, Wanted, read_text},
    sources::Operation,
    track,
};
use crate::{
    cache::{self, LoadError, Loaded},
    http::{ListParameters, Parameters, Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host},
};

/// What all sources have found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct MergedAnswer<'a> {
    items: &'a [MergedTrack],
    /// Where the list goes on; null at its end.
    next_cursor: Option<String>,
    /// Every source that was asked, in order.
    sources: &'a [Attempt],
}

/// Finds tracks at every source.
pub async fn search<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    parameters: &Parameters<'_>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let settings = &context.settings;
    let text = read_text(parameters, settings.limits.query_bytes)?;
    for (name, only) in [("type", "track"), ("source", "auto")] {
        if parameters.get(name).is_some_and(|value| value != only) {
            return Err(Problem::invalid_field(name, format!("must be {only} to merge")));
        }
    }
    let list = ListParameters::read_with(parameters, Place::decode)?;
    let place = list.cursor.unwrap_or_else(|| {
        Place::first(list.limit, &capabilities::in_order(settings, Operation::Search))
    });
    let key = place.key(&text).in_order(&settings.sources);
    let load = async move |context: &RequestContext<H>| load(context, &text, &place).await;
    let served = cache::serve(context, key, settings.cache.search, load).await?;
    answer::respond(request, &served)
}

/// The list that one batch of answers makes, and how to go on from it.
struct Batch {
    items: Vec<MergedTrack>,
    /// Those whose tracks it holds.
    answered: Vec<Asked>,
    /// Where the next one is.
    next: Option<Place>,
    attempts: Vec<Attempt>,
}

async fn load<H: Host>(
    context: &RequestContext<H>,
    text: &str,
    place: &Place,
) -> Result<Loaded, LoadError> {
    let settings = &context.settings;
    let batch = gather_batch(context, text, place).await;
    let Batch { items, answered, next, attempts } = &batch;
    let parts: Vec<_> = items.chunks(place.size as usize).collect();
    let place_of = |part| place.part(part, answered, attempts);
    let body_of = |part: usize| {
        let further = (part + 1 < parts.len()).then(|| place_of(part + 1));
        answer::present(&MergedAnswer {
            items: parts.get(part).copied().unwrap_or_default(),
            next_cursor: further.as_ref().or(next.as_ref()).map(Place::encode),
            sources: attempts,
        })
    };
    let Some(Asked { source, .. }) = answered.first().copied() else {
        return answer::nothing(&settings.cache, "sources", attempts, body_of(0));
    };
    // The further parts live as long as any list: they belong to what the listener is reading,
    // although a new search may find more.
    for part in place.part + 1..parts.len() {
        let loaded = Loaded { content: body_of(part), source: Some(source), lifetime: None };
        let key = place_of(part).key(text).in_order(&settings.sources);
        cache::remember(context, &key, settings.cache.search, loaded);
    }
    let lifetime = answer::lifetime_of(&settings.cache, attempts, settings.cache.search);
    Ok(Loaded { content: body_of(place.part), source: Some(source), lifetime: Some(lifetime) })
}

async fn gather_batch<H: Host>(context: &RequestContext<H>, text: &str, place: &Place) -> Batch {
    let settings = &context.settings;
    let deadline = track::deadline(context);
    let patience = Duration::from_millis(settings.chain.merge_after_ms);
    let page = place.page();
    let asked = |source| place.sources.iter().find(|asked| asked.source == source);
    let mut order = capabilities::in_order(settings, Operation::Search);
    order.retain(|source| asked(*source).is_some());
    let Gathered { found, attempts } =
        gather(context.host.clock(), &order, deadline, patience, |source| {
            let simplified = asked(source).is_some_and(|asked| asked.simplified);
            search::tracks(context, source, Wanted { text, page, simplified }, deadline)
        })
        .await;
    let who = |(source, found): &(Source, Found<Track>)| Asked {
        source: *source,
        simplified: found.simplified,
    };
    let answered: Vec<_> = found.iter().map(who).collect();
    let going_on = found.iter().filter(|(_, found)| found.may_go_on(page)).map(who);
    let next = place.next_batch(&going_on.collect::<Vec<_>>(), &attempts);
    track::remember(context, found.iter().flat_map(|(_, found)| &found.items));
    let lists = found.into_iter().map(|(_, found)| found.items).collect();
    Batch { items: fold(lists, settings.matching.threshold), answered, next, attempts }
}
