//! What the routes of the catalogue share of their answers: headers, validators, and what is
//! answered and kept when no source gave anything.

use bytes::Bytes;
use serde::Serialize;

use super::{
    chain::{Attempt, all_failed, any_open},
    model::Source,
    outcome::Outcome,
};
use crate::{
    cache::{CacheTier, Content, LoadError, Loaded, Served},
    http::{Code, Problem, RequestView, Response},
    json,
    settings::{CacheSettings, Lifetime},
};

/// A body to keep.
pub fn present(body: &impl Serialize) -> Content {
    let body = serde_json::to_vec(body).expect("answers have string keys and finite numbers");
    Content::Present(body.into())
}

/// The answer for a served entry, or 304 when the caller has it.
pub fn respond<S>(request: &impl RequestView, served: &Served) -> Result<Response<S>, Problem> {
    let entry = &served.entry;
    match &entry.content {
        Content::Present(body) => {
            Ok(respond_with(request, body.clone(), &entry.etag, entry.source, served.tier))
        }
        Content::Absent(told) => Err(absent(told)),
    }
}

/// That a thing is nowhere, with the attempts where those were kept.
fn absent(told: &[u8]) -> Problem {
    let problem = Problem::new(Code::NotFound);
    match json::from_bytes::<Vec<Attempt>>(told) {
        Ok(attempts) => {
            problem.extension("attempts", serde_json::to_value(attempts).unwrap_or_default())
        }
        Err(_) => problem,
    }
}

/// The answer for a body with the validator `etag`, or 304 when the caller has it.
pub fn respond_with<S>(
    request: &impl RequestView,
    body: Bytes,
    etag: &str,
    source: Option<Source>,
    tier: CacheTier,
) -> Response<S> {
    let response =
        if has(request, etag) { Response::empty(304) } else { Response::json_bytes(200, body) };
    let response = response
        .header("cache-control", "private, no-cache")
        .header("etag", etag.to_owned())
        .header("x-cache", tier.as_str());
    match source {
        Some(source) => response.header("x-source", source.as_str()),
        None => response,
    }
}

/// Whether the caller has the answer with the validator `etag`.
pub fn has(request: &impl RequestView, etag: &str) -> bool {
    let known = request.header("if-none-match");
    known.is_some_and(|tags| tags.split(',').any(|tag| opaque(tag) == opaque(etag)))
}

/// What of a validator is compared, be it weak or strong.
fn opaque(tag: &str) -> &str {
    tag.trim().trim_start_matches("W/")
}

/// What is kept when no source gave anything: `content` for the life of absence when every one of
/// them said so, and for no time when one may yet have it.
///
/// # Errors
/// `sources_unavailable`, with the attempts as `member`, when none could be asked.
pub fn nothing(
    cache: &CacheSettings,
    member: &str,
    attempts: &[Attempt],
    content: Content,
) -> Result<Loaded, LoadError> {
    if all_failed(attempts) {
        return Err(LoadError::Unavailable(unavailable(member, attempts)));
    }
    Ok(Loaded { content, source: None, lifetime: Some(life_of_absence(cache, attempts)) })
}

/// How long it is kept that there is nothing: for no time when a source may yet have it. Briefly when
/// one said that it must not be heard from here, which may be of one recording, and may be of the
/// address that the edge calls from, of which there are many.
pub fn life_of_absence(cache: &CacheSettings, attempts: &[Attempt]) -> Lifetime {
    if any_open(attempts) {
        return Lifetime::NONE;
    }
    if attempts.iter().any(|attempt| attempt.outcome == Outcome::Region) {
        brief(cache, cache.absent)
    } else {
        cache.absent
    }
}

/// The life of what the source `won` gave: brief when one before it in the order may give something
/// better in a moment. Until somebody renews its credentials a source will not.
pub fn lifetime_after(
    cache: &CacheSettings,
    won: Source,
    attempts: &[Attempt],
    whole: Lifetime,
) -> Lifetime {
    let mut before = attempts.iter().take_while(|attempt| attempt.source != won);
    let in_a_moment = |outcome: Outcome| outcome.leaves_open() && outcome != Outcome::LoginRequired;
    if before.any(|attempt| in_a_moment(attempt.outcome)) { brief(cache, whole) } else { whole }
}

fn brief(cache: &CacheSettings, whole: Lifetime) -> Lifetime {
    Lifetime { fresh_s: cache.partial_s.min(whole.fresh_s), revalidate_s: 0, ..whole }
}

/// The life of an answer of several sources: brief when one of them may add to it yet.
pub fn lifetime_of(cache: &CacheSettings, attempts: &[Attempt], whole: Lifetime) -> Lifetime {
    if any_open(attempts) { brief(cache, whole) } else { whole }
}

/// The problem of a request that no source could answer.
pub fn unavailable(member: &str, attempts: &[Attempt]) -> Problem {
    Problem::new(Code::SourcesUnavailable)
        .retry_after(5)
        .extension(member, serde_json::to_value(attempts).unwrap_or_default())
}
