//! `GET /api/v1/tracks/{id}/playback`

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    answer::{self, unavailable},
    chain::{Attempt, Walk, all_failed},
    model::{Codec, Quality, Source, TrackId},
    resolve::{Resolved, resolve},
    track,
};
use crate::{
    auth::Principal,
    cache::{self, CacheKey, CacheTier, Content, Entry, LoadError, Loaded},
    http::{Code, Parameters, Problem, RequestContext, RequestView, Response},
    json, library,
    ports::{BodyOf, Clock, Host, Timestamp},
    settings::{CacheSettings, Lifetime},
};

/// Where a track can be heard, as the contract shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Playback {
    /// The audio, or one of its copies.
    pub url: String,
    /// The same audio elsewhere.
    pub backup_urls: Vec<String>,
    /// The source that plays.
    pub source: Source,
    /// The track that plays.
    pub track_id: TrackId,
    /// What was asked for.
    pub requested_quality: Quality,
    /// What was given.
    pub quality: Quality,
    /// The codec.
    pub codec: Codec,
    /// Bits per second; 0 where the source does not say.
    pub bitrate_bps: u32,
    /// The file's size; `None` where the source does not say.
    pub size_bytes: Option<u64>,
    /// The length in milliseconds.
    pub duration_ms: u64,
    /// When the URL stops working, RFC 3339.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub expires_at: String,
    /// Whether another track plays than the one asked for.
    pub substituted: bool,
    /// How the substitute was recognised.
    #[serde(rename = "match")]
    pub matched: Option<MatchSummary>,
    /// Every source that was asked.
    pub attempts: Vec<Attempt>,
}

/// How a substitute was recognised.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatchSummary {
    /// 0 to 1.
    pub score: f64,
    /// The substitute's title as its source shows it.
    pub title: String,
    /// Its performers.
    pub artists: Vec<String>,
    /// Why it plays where that is not by comparison: `chosen_by_listener`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// Answers with where a track can be heard.
pub async fn playback<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = track::read_id(id)?;
    let quality = read_quality(request)?;
    let found = find_for(context, principal, &id, quality, None).await;
    let counted = match &found {
        Ok((playback, _)) => Ok((playback.source, playback.substituted)),
        Err(problem) => Err(problem.code.as_str()),
    };
    context.isolate.counters.borrow_mut().record_playback(counted);
    let (playback, tier) = found?;
    Ok(Response::json(200, &playback)
        .header("cache-control", "private, no-store")
        .header("x-cache", tier.as_str())
        .header("x-source", playback.source.as_str()))
}

/// The `quality` parameter, `standard` unless said.
pub(super) fn read_quality(request: &impl RequestView) -> Result<Quality, Problem> {
    let quality = Parameters::of(request).parse(
        "quality",
        Quality::parse,
        "must be standard, high, exhigh, lossless or hires",
    )?;
    Ok(quality.unwrap_or_default())
}

/// Where a listener can hear what they want: by their own choice first, where they made one, and as
/// everybody otherwise. What they chose plays where its recording can be had, at whichever source;
/// where it cannot, what they wanted is looked for afresh.
///
/// `bad_url` gave no audio just now: an answer that still names it is asked for again.
///
/// # Errors
/// As [`find`].
pub(super) async fn find_for<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
    id: &TrackId,
    quality: Quality,
    bad_url: Option<&str>,
) -> Result<(Playback, CacheTier), Problem> {
    let Some(chosen) = library::chosen(context, principal, id).await else {
        return find(context, id, quality, bad_url).await;
    };
    // On the heap: most listeners have no choice to follow.
    match Box::pin(find_chosen(context, &chosen, quality, bad_url)).await {
        Ok(found) => Ok(found),
        Err(_) => Box::pin(find(context, id, quality, bad_url)).await,
    }
}

async fn find_chosen<H: Host>(
    context: &RequestContext<H>,
    chosen: &TrackId,
    quality: Quality,
    bad_url: Option<&str>,
) -> Result<(Playback, CacheTier), Problem> {
    let (mut playback, tier) = find(context, chosen, quality, bad_url).await?;
    let mut matched = playback.matched.take().unwrap_or_default();
    if playback.track_id == *chosen {
        matched.score = 1.0;
        // It was at hand when the audio was found; where it is not any more, the audio still is.
        if let Ok((track, _)) = track::find(context, chosen, track::deadline(context)).await {
            matched.title = track.title;
            matched.artists = track.artists.into_iter().map(|artist| artist.name).collect();
        }
    }
    matched.reasons = vec!["chosen_by_listener".to_owned()];
    playback.substituted = true;
    playback.matched = Some(matched);
    Ok((playback, tier))
}

/// Where a track can be heard, from the nearest tier that does not name `bad_url`.
///
/// # Errors
/// `no_playable_source` when the sources were asked and none may play it, `sources_unavailable`
/// when none could be asked; both with `attempts`.
async fn find<H: Host>(
    context: &RequestContext<H>,
    id: &TrackId,
    quality: Quality,
    bad_url: Option<&str>,
) -> Result<(Playback, CacheTier), Problem> {
    let settings = &context.settings;
    let wanted = id.clone();
    let load = async move |context: &RequestContext<H>| load(context, &wanted, quality).await;
    let key = CacheKey::playback(id, quality).in_order(&settings.sources);
    let lifetime = settings.cache.playback;
    let served = match bad_url {
        None => cache::serve(context, key, lifetime, load).await?,
        // On the heap: few come here.
        Some(bad_url) => {
            let is_wrong = |entry: &Entry| names(entry, bad_url);
            Box::pin(cache::serve_other(context, &key, lifetime, is_wrong, load)).await?
        }
    };
    match &served.entry.content {
        Content::Present(json) => json::from_bytes(json)
            .map(|playback| (playback, served.tier))
            .map_err(|_| Code::Internal.into()),
        Content::Absent(attempts) => Err(not_playable(attempts)),
    }
}

/// Whether a copy says that a track can be heard at `url`.
fn names(entry: &Entry, url: &str) -> bool {
    match &entry.content {
        Content::Present(json) => {
            json::from_bytes::<Playback>(json).is_ok_and(|playback| playback.url == url)
        }
        Content::Absent(_) => false,
    }
}

fn not_playable(attempts: &[u8]) -> Problem {
    let attempts: serde_json::Value = json::from_bytes(attempts).unwrap_or_default();
    Problem::new(Code::NoPlayableSource).extension("attempts", attempts)
}

async fn load<H: Host>(
    context: &RequestContext<H>,
    id: &TrackId,
    quality: Quality,
) -> Result<Loaded, LoadError> {
    let deadline = track::deadline(context);
    let settings = &context.settings;
    let wanted = track::find_to_load(context, id, deadline).await?;
    let Walk { won, attempts } = resolve(context, &wanted, quality, deadline).await;
    let Some((source, resolved)) = won else {
        return if all_failed(&attempts) {
            Err(LoadError::Unavailable(unavailable("attempts", &attempts)))
        } else {
            Ok(absent(&attempts, answer::life_of_absence(&settings.cache, &attempts)))
        };
    };
    let lifetime = url_lifetime(
        &settings.cache,
        source,
        resolved.location.expires_at,
        context.host.clock().now(),
    );
    let lifetime = answer::lifetime_after(&settings.cache, source, &attempts, lifetime);
    let playback = to_playback(resolved, id, quality, &wanted, attempts);
    let body = serde_json::to_vec(&playback).expect("scores are finite, the rest text");
    Ok(Loaded {
        content: Content::Present(body.into()),
        source: Some(source),
        lifetime: Some(lifetime),
    })
}

/// That no source may play it.
fn absent(attempts: &[Attempt], lifetime: Lifetime) -> Loaded {
    let body = serde_json::to_vec(attempts).expect("attempts serialise without fail");
    Loaded { content: Content::Absent(body.into()), source: None, lifetime: Some(lifetime) }
}

fn to_playback(
    resolved: Resolved,
    id: &TrackId,
    requested_quality: Quality,
    wanted: &super::model::Track,
    attempts: Vec<Attempt>,
) -> Playback {
    let Resolved { track, location, matched } = resolved;
    let matched = matched.map(|matched| MatchSummary {
        score: matched.score,
        title: track.title.clone(),
        artists: track.artists.iter().map(|artist| artist.name.clone()).collect(),
        reasons: Vec::new(),
    });
    let catalogue_ms = if track.duration_ms > 0 { track.duration_ms } else { wanted.duration_ms };
    Playback {
        url: location.url,
        backup_urls: location.backup_urls,
        source: track.source,
        substituted: track.id != *id,
        track_id: track.id,
        requested_quality,
        quality: location.quality,
        codec: location.codec,
        bitrate_bps: location.bitrate_bps,
        size_bytes: location.size_bytes,
        duration_ms: location.duration_ms.unwrap_or(catalogue_ms),
        expires_at: location.expires_at.to_string(),
        matched,
        attempts,
    }
}

/// A URL is kept for four fifths of what is left of its life, and never longer than is known to go
/// well at its source.
fn url_lifetime(
    settings: &CacheSettings,
    source: Source,
    expires_at: Timestamp,
    now: Timestamp,
) -> Lifetime {
    let longest_s = settings.playback_cap_s.of(source);
    let left: Duration = expires_at.since(now);
    let fresh_s = (left.as_secs() * 4 / 5).min(longest_s).min(settings.playback.fresh_s);
    Lifetime { fresh_s, revalidate_s: 0, stale_s: 0 }
}
