//! NetEase's ways to say no.

use super::wire;
use crate::catalog::{Outcome, model::Availability, sources::SourceError};

/// Whether an answer went through as a whole; single items have codes of their own.
///
/// # Errors
/// By the code; [`Outcome::Region`] for -460, which callers from abroad and from data centres get,
/// and for an answer marked as sent abroad, whose result is a cipher text.
pub(super) fn check(verdict: &wire::Verdict) -> Result<(), SourceError> {
    if verdict.abroad {
        return Err(SourceError::new(Outcome::Region, "abroad"));
    }
    let outcome = match verdict.code {
        200 => return Ok(()),
        301 => Outcome::LoginRequired,
        // Bad parameters: this call is no longer what the source wants.
        400 => Outcome::UpstreamChanged,
        404 => Outcome::NotFound,
        405 | 406 | 502 | 503 => Outcome::RateLimited,
        -460 => Outcome::Region,
        -462 => Outcome::Verification,
        _ => Outcome::UpstreamError,
    };
    Err(SourceError::new(outcome, format!("code {}", verdict.code)))
}

/// What a call that failed by its HTTP status means: too many calls are refused that way as well,
/// and another try at once makes it worse.
pub(super) fn of_status(error: SourceError) -> SourceError {
    match error.status {
        Some(405 | 406 | 503) => SourceError { outcome: Outcome::RateLimited, ..error },
        _ => error,
    }
}

/// Why there is no whole audio in `audio`; `None` when there is. `availability` is what the song's
/// data says: a song that is blocked in a region and one that is gone have the same code here.
pub(super) fn of_audio(audio: &wire::Audio, availability: Availability) -> Option<SourceError> {
    let paid = match audio.fee {
        1 => Some(Outcome::Vip),
        4 => Some(Outcome::Purchase),
        _ => None,
    };
    let has_url = audio.url.as_deref().is_some_and(|url| !url.is_empty());
    let outcome = match audio.code {
        200 if audio.free_trial_info.is_some() => Outcome::TrialOnly,
        200 if has_url => return None,
        200 => paid.unwrap_or(Outcome::NotFound),
        -110 => paid.unwrap_or(Outcome::Vip),
        404 if availability == Availability::Region => Outcome::Region,
        404 => Outcome::NotFound,
        403 => paid.unwrap_or(Outcome::Region),
        301 => Outcome::LoginRequired,
        405 | 406 => Outcome::RateLimited,
        -460 => Outcome::Region,
        -462 => Outcome::Verification,
        _ => Outcome::UpstreamError,
    };
    Some(SourceError::new(outcome, format!("item code {}, fee {}", audio.code, audio.fee)))
}
