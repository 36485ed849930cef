//! `GET /api/v1/tracks/{id}/lyrics`

use serde::Serialize;

use super::{
    answer,
    ask::{ask, patience},
    candidates::candidates,
    capabilities,
    chain::{Walk, walk},
    matching,
    model::{Lyrics, Source, Track, TrackId},
    outcome::Outcome,
    sources::{self, Operation},
    track,
};
use crate::{
    cache::{self, CacheKey, Content, LoadError, Loaded},
    http::{Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host},
    resilience::deadline::Deadline,
};

/// The words of a recording, and whose they are.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct LyricsAnswer {
    #[serde(flatten)]
    lyrics: Lyrics,
    source: Source,
}

/// Answers with the words of a track: its own source's, or those that another has of the same
/// recording. Of another recording they would be sung at other times, or be other words.
pub async fn lyrics<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = track::read_id(id)?;
    let key = CacheKey::lyrics(&id).in_order(&context.settings.sources);
    let lifetime = context.settings.cache.lyrics;
    let load = async move |context: &RequestContext<H>| load(context, &id).await;
    let served = cache::serve(context, key, lifetime, load).await?;
    answer::respond(request, &served)
}

async fn load<H: Host>(context: &RequestContext<H>, id: &TrackId) -> Result<Loaded, LoadError> {
    let settings = &context.settings;
    let deadline = track::deadline(context);
    let wanted = track::find_to_load(context, id, deadline).await?;
    let mut order = capabilities::in_order(settings, Operation::Lyrics);
    order.retain(|source| *source != id.source);
    if capabilities::has(id.source, Operation::Lyrics) {
        order.insert(0, id.source);
    }
    let patience = |source| {
        let operations: &[Operation] = if source == id.source {
            &[Operation::Lyrics]
        } else {
            &[Operation::Search, Operation::Lyrics]
        };
        patience(context, source, operations)
    };
    let Walk { won, attempts } = walk(context.host.clock(), &order, deadline, patience, |source| {
        of_source(context, &wanted, source, deadline)
    })
    .await;
    let Some((source, lyrics)) = won else {
        let none = serde_json::to_vec(&attempts).expect("attempts serialise without fail");
        let none = Content::Absent(none.into());
        return answer::nothing(&settings.cache, "attempts", &attempts, none);
    };
    let body = answer::present(&LyricsAnswer { lyrics, source });
    let cache = &settings.cache;
    let lifetime = Some(answer::lifetime_after(cache, source, &attempts, cache.lyrics));
    Ok(Loaded { content: body, source: Some(source), lifetime })
}

async fn of_source<H: Host>(
    context: &RequestContext<H>,
    wanted: &Track,
    source: Source,
    deadline: Deadline,
) -> Result<Lyrics, Outcome> {
    let found;
    let track = if source == wanted.source {
        wanted
    } else {
        found = candidates(context, wanted, source, deadline).await?;
        let threshold = context.settings.matching.threshold;
        matching::best(wanted, &found, threshold).ok_or(Outcome::LowConfidence)?.0
    };
    let lyrics = ask(context, source, Operation::Lyrics, deadline, async |to| {
        sources::lyrics(to, track).await
    });
    let lyrics = lyrics.await.map_err(|error| error.outcome)?;
    lyrics.filter(says_something).ok_or(Outcome::NotFound)
}

fn says_something(lyrics: &Lyrics) -> bool {
    lyrics.instrumental || lyrics.lrc.is_some() || lyrics.words.is_some()
}
