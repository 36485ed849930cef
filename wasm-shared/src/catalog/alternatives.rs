//! `GET /api/v1/tracks/{id}/alternatives`

use std::time::Duration;

use serde::Serialize;

use super::{
    answer,
    candidates::candidates,
    capabilities,
    chain::Attempt,
    gather::{Gathered, gather},
    matching::{self, Ranked, Reason},
    model::{Track, TrackId},
    sources::Operation,
    track,
};
use crate::{
    cache::{self, CacheKey, LoadError, Loaded},
    http::{Problem, RequestContext, RequestView, Response},
    ordering::sort_short_by_key,
    ports::{BodyOf, Host},
};

/// What could be played in place of a track.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Alternatives<'a> {
    /// The most alike first.
    items: Vec<Alternative>,
    sources: &'a [Attempt],
}

/// A track that is of the same work.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Alternative {
    track: Track,
    /// How alike, 0 to 1.
    score: f64,
    reasons: Vec<Reason>,
    same_recording: bool,
}

/// Answers with what every source has of a track, most alike first: the track itself, the same
/// recording elsewhere, and below those the other versions.
pub async fn alternatives<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = track::read_id(id)?;
    let key = CacheKey::alternatives(&id).in_order(&context.settings.sources);
    let lifetime = context.settings.cache.search;
    let load = async move |context: &RequestContext<H>| load(context, &id).await;
    let served = cache::serve(context, key, lifetime, load).await?;
    answer::respond(request, &served)
}

async fn load<H: Host>(context: &RequestContext<H>, id: &TrackId) -> Result<Loaded, LoadError> {
    let settings = &context.settings;
    let deadline = track::deadline(context);
    let wanted = &track::find_to_load(context, id, deadline).await?;
    let order = capabilities::in_order(settings, Operation::Search);
    let patience = Duration::from_millis(settings.chain.merge_after_ms);
    let Gathered { found, attempts } =
        gather(context.host.clock(), &order, deadline, patience, |source| {
            candidates(context, wanted, source, deadline)
        })
        .await;
    let source = found.first().map(|(source, _)| *source);
    let items = rank(wanted, found.into_iter().flat_map(|(_, tracks)| tracks));
    let body = answer::present(&Alternatives { items, sources: &attempts });
    if source.is_none() {
        return answer::nothing(&settings.cache, "sources", &attempts, body);
    }
    let lifetime = answer::lifetime_of(&settings.cache, &attempts, settings.cache.search);
    Ok(Loaded { content: body, source, lifetime: Some(lifetime) })
}

/// The track itself, then those of `candidates` that are of the same work, the most alike first.
fn rank(wanted: &Track, candidates: impl Iterator<Item = Track>) -> Vec<Alternative> {
    let others = candidates.filter(|candidate| candidate.id != wanted.id);
    let tracks: Vec<Track> = [wanted.clone()].into_iter().chain(others).collect();
    let mut items: Vec<_> = matching::rank(wanted, &tracks)
        .into_iter()
        .filter(|ranked| !is_another_work(&ranked.reasons))
        .map(|Ranked { index, score, reasons, same_recording }| {
            let track = tracks[index].clone().into_public();
            Alternative { track, score, reasons, same_recording }
        })
        .collect();
    // Another may be no less alike.
    sort_short_by_key(&mut items, |item| item.track.id != wanted.id);
    items
}

/// Whether the titles are of different works, which no version of one can be of the other.
fn is_another_work(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| matches!(reason, Reason::TitleDiffers | Reason::NumbersDiffer))
}
