//! Kugou's ways to say no.

use serde::de::DeserializeOwned;

use super::wire;
use crate::catalog::{
    Outcome,
    model::Availability,
    sources::{SourceError, fetch},
};

/// What an unpaid song is refused with.
const TO_BE_PAID: &str = "需要付费";
/// What a song is refused with that its right holder withdrew.
const NO_COPYRIGHT: &str = "版权";

/// What a code means, on whatever call it comes; `None` for one that is not known.
const fn known(code: i64) -> Option<Outcome> {
    match code {
        1002 => Some(Outcome::RateLimited),
        20_028 => Some(Outcome::Verification),
        20_017 | 20_018 => Some(Outcome::LoginRequired),
        // The right holder denies this song.
        35_002 => Some(Outcome::NotFound),
        // A wrong signature, and what calls that were given up answer.
        20_006 | 20_010 | 30_020 => Some(Outcome::UpstreamChanged),
        _ => None,
    }
}

fn of_code(code: i64) -> SourceError {
    let outcome = known(code).unwrap_or(Outcome::UpstreamError);
    SourceError::new(outcome, format!("code {code}"))
}

/// Reads an answer that went through.
///
/// # Errors
/// By the code; [`Outcome::UpstreamChanged`] for an answer that is not of the shape `T`.
pub(super) fn checked<T: DeserializeOwned>(body: &[u8]) -> Result<T, SourceError> {
    check(&fetch::parse(body)?)?;
    fetch::parse(body)
}

/// Reads the data of one thing; `None` when its number names nothing, which is told by empty data
/// or by a status of 0 that no code explains.
///
/// # Errors
/// As [`checked`].
pub(super) fn checked_info<T: DeserializeOwned>(body: &[u8]) -> Result<Option<T>, SourceError> {
    let verdict: wire::Verdict = fetch::parse(body)?;
    if (verdict.status, verdict.code()) == (0, 0) {
        return Ok(None);
    }
    check(&verdict)?;
    fetch::parse(body).map(|answer: wire::Info<T>| answer.data)
}

/// Lyrics have the statuses of HTTP in their answers.
fn check(verdict: &wire::Verdict) -> Result<(), SourceError> {
    match (verdict.status, verdict.code()) {
        (1 | 200, 0 | 200) => Ok(()),
        (status, 0 | 200) => {
            Err(SourceError::new(Outcome::UpstreamError, format!("status {status}")))
        }
        (_, code) => Err(of_code(code)),
    }
}

/// Why `getSongInfo` gives no URL; `None` when it does.
pub(super) fn of_info(info: &wire::SongInfo) -> Option<SourceError> {
    if info.status == 1 && !info.url.is_empty() {
        return None;
    }
    let names_nothing = info.hash.as_deref() == Some("");
    let outcome = if let Some(outcome) = known(info.errcode) {
        outcome
    } else if names_nothing || info.error.contains(NO_COPYRIGHT) {
        Outcome::NotFound
    } else if info.error.contains(TO_BE_PAID) || requires_membership(info.privilege) {
        Outcome::Vip
    } else if info.errcode != 0 {
        Outcome::UpstreamError
    } else {
        Outcome::NotFound
    };
    let reason = format!(
        "status {}, errcode {}, privilege {}, pay_type {}",
        info.status, info.errcode, info.privilege, info.pay_type
    );
    Some(SourceError::new(outcome, reason))
}

/// Why `v5/url` gives no whole audio; `None` when it does. `whole_ms` is the length of the whole
/// recording where it is known.
pub(super) fn of_audio(
    audio: &wire::Audio,
    availability: Availability,
    whole_ms: u64,
) -> Option<SourceError> {
    let asks_for = |process: &str| audio.fail_process.iter().any(|asked| asked == process);
    if let Some(code) = [audio.error_code, audio.errcode].into_iter().find(|&code| code != 0) {
        return Some(of_code(code));
    }
    let outcome = if asks_for("vip") {
        Outcome::Vip
    } else if asks_for("buy") || asks_for("pkg") {
        Outcome::Purchase
    } else if audio.clip.as_ref().is_some_and(|clip| clip.end_ms > 0)
        || is_clip(audio.time_length, whole_ms)
    {
        Outcome::TrialOnly
    } else {
        match (audio.status, availability) {
            (1, _) if audio.url.iter().chain(audio.backup_url.iter()).next().is_some() => {
                return None;
            }
            (2, Availability::Vip) => Outcome::Vip,
            (2, _) => Outcome::Purchase,
            (1 | 3, _) => Outcome::NotFound,
            _ => Outcome::UpstreamError,
        }
    };
    Some(SourceError::new(outcome, format!("status {}", audio.status)))
}

/// The length of what is free, in seconds.
const CLIP_SECS: u64 = 60;
/// Catalogues and files differ by a few seconds.
const SLACK_MS: u64 = 10_000;

/// Whether a file of `time_length` seconds is the free minute of a recording of `whole_ms`; where
/// that is 0, the recording is not known to be so short.
pub(super) const fn is_clip(time_length: u64, whole_ms: u64) -> bool {
    let is_short = time_length > 0 && time_length <= CLIP_SECS;
    is_short && (whole_ms == 0 || time_length * 1000 + SLACK_MS < whole_ms)
}

/// Whether `getSongInfo` states the length of the free minute beside the size of the whole file.
pub(super) const fn states_clip(info: &wire::SongInfo) -> bool {
    /// Bytes a second at 128 kbit/s, and so 16 a millisecond.
    const BYTES_A_MS: u64 = 128_000 / 8 / 1000;
    let whole_ms = info.extra.standard_size / BYTES_A_MS;
    whole_ms > 0 && is_clip(info.time_length, whole_ms)
}

/// Whether a `privilege` is for subscribers.
pub(super) const fn requires_membership(privilege: i64) -> bool {
    matches!(privilege, 8 | 10)
}
