//! `GET /api/v1/tracks/{id}`, and what all track routes share.

use std::{borrow::Cow, time::Duration};

use percent_encoding::percent_decode_str;

use super::{
    answer::{self, unavailable},
    ask::ask,
    chain::Attempt,
    model::{Track, TrackId},
    sources::{self, Operation},
};
use crate::{
    cache::{self, CacheKey, CacheTier, Content, LoadError, Loaded, Served},
    http::{Code, Problem, RequestContext, RequestView, Response},
    json,
    ports::{BodyOf, Clock, Host},
    resilience::deadline::Deadline,
};

/// Answers with a track's data.
pub async fn track<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = read_id(id)?;
    let deadline = deadline(context);
    let (track, tier) = find(context, &id, deadline).await?;
    let public = answer::present(&track.into_public());
    let etag = cache::Entry::etag_of(&public);
    Ok(answer::respond_with(request, public.into_bytes(), &etag, Some(id.source), tier))
}

/// Reads the `{id}` of a path.
pub(super) fn read_id(encoded: &str) -> Result<TrackId, Problem> {
    decode(encoded)
        .and_then(|id| TrackId::parse(&id))
        .ok_or_else(|| Problem::invalid_field("id", "is not a track id, {source}:{id}"))
}

/// The `{id}` of a path without its percent-encoding; `None` for what is no text.
pub(super) fn decode(encoded: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(encoded).decode_utf8().ok()
}

/// The bound on all upstream work of a request, counted from its beginning: what it has waited for the
/// store and for other requests is a part of what the listener waits.
pub(crate) fn deadline<H: Host>(context: &RequestContext<H>) -> Deadline {
    let bound = Duration::from_millis(context.settings.chain.deadline_ms);
    Deadline::at(context.started + bound)
}

/// A track's data from the nearest tier.
///
/// # Errors
/// `not_found` when its source does not have it, `sources_unavailable` when that cannot be known.
pub(super) async fn find<H: Host>(
    context: &RequestContext<H>,
    id: &TrackId,
    deadline: Deadline,
) -> Result<(Track, CacheTier), Problem> {
    let lifetime = context.settings.cache.detail;
    let wanted = id.clone();
    let load = async move |context: &RequestContext<H>| load(context, &wanted, deadline).await;
    let Served { entry, tier } =
        cache::serve(context, CacheKey::detail(id), lifetime, load).await?;
    match &entry.content {
        Content::Present(json) => {
            json::from_bytes(json).map(|track| (track, tier)).map_err(|_| Code::Internal.into())
        }
        Content::Absent(_) => Err(Code::NotFound.into()),
    }
}

/// A track's data for an answer that is loaded from it.
pub(super) async fn find_to_load<H: Host>(
    context: &RequestContext<H>,
    id: &TrackId,
    deadline: Deadline,
) -> Result<Track, LoadError> {
    let found = find(context, id, deadline).await;
    found.map(|(track, _)| track).map_err(|problem| match problem.code {
        Code::SourcesUnavailable => LoadError::Unavailable(problem),
        _ => LoadError::Refused(problem),
    })
}

async fn load<H: Host>(
    context: &RequestContext<H>,
    id: &TrackId,
    deadline: Deadline,
) -> Result<Loaded, LoadError> {
    let clock = context.host.clock();
    let started = clock.now();
    // Fetched again after a response, the request's own deadline has passed.
    let deadline = if deadline.has_passed(clock) { self::deadline(context) } else { deadline };
    let source = id.source;
    let found = ask(context, source, Operation::Detail, deadline, async |source_context| {
        sources::detail(source_context, source, &id.id).await
    })
    .await;
    match found {
        Ok(Some(track)) => Ok(Loaded {
            content: Content::Present(track.to_json()),
            source: Some(source),
            lifetime: None,
        }),
        Ok(None) => Ok(Loaded {
            content: Content::Absent("{}".into()),
            source: Some(source),
            lifetime: Some(context.settings.cache.absent),
        }),
        Err(error) => {
            let took = clock.now().since(started);
            let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            let attempt = Attempt { source, outcome: error.outcome, took_ms };
            Err(LoadError::Unavailable(unavailable("attempts", &[attempt])))
        }
    }
}

/// Keeps each track's data in memory: whoever was shown a list is about to play something of it,
/// and should be able to when its source has failed meanwhile.
pub(crate) fn remember<'a, H: Host>(
    context: &RequestContext<H>,
    tracks: impl IntoIterator<Item = &'a Track>,
) {
    let lifetime = context.settings.cache.detail;
    for track in tracks {
        let body = Content::Present(track.to_json());
        let loaded = Loaded { content: body, source: Some(track.source), lifetime: None };
        cache::remember(context, &CacheKey::detail(&track.id), lifetime, loaded);
    }
}
