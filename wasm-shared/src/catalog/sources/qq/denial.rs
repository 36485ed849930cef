//! QQ Music's ways to say no.

use serde_json::value::RawValue;

use super::wire;
use crate::catalog::{
    Outcome,
    model::Availability,
    sources::{SourceError, fetch},
};

/// What the texts of a regional refusal hold.
const REGION_WORDS: [&str; 4] = ["地区", "地區", "region", "country"];

/// Whether the gateway or one call in it went through.
///
/// # Errors
/// By the code: 1000, 104400 and 104401 are an expired session, 2000 asks for a signature, 2001 is
/// the rate limit, or a check when `data` holds the address of one, 103902 a song that was taken
/// down, 10004 a playlist that there is not.
pub(super) fn check(code: i64, data: Option<&RawValue>) -> Result<(), SourceError> {
    let outcome = match code {
        // 10007 comes with whole answers.
        0 | 10_007 => return Ok(()),
        1000 | 104_400 | 104_401 => Outcome::LoginRequired,
        2000 => Outcome::UpstreamChanged,
        2001 => {
            let refusal: wire::Refusal =
                data.and_then(|data| fetch::parse(data.get().as_bytes()).ok()).unwrap_or_default();
            if refusal.feedback_url.is_empty() {
                Outcome::RateLimited
            } else {
                Outcome::Verification
            }
        }
        103_902 | 10_004 => Outcome::NotFound,
        104_009 => Outcome::Verification,
        _ => Outcome::UpstreamError,
    };
    Err(SourceError::new(outcome, format!("code {code}")))
}

/// The items of a search; none at all may be a refusal in disguise.
///
/// # Errors
/// As [`check`] of the `code` inside, when there are no items.
pub(super) fn found<T>(code: i64, found: wire::List<T>) -> Result<Vec<T>, SourceError> {
    if found.list.is_empty() {
        check(code, None)?;
    }
    Ok(found.list)
}

/// Why there are no words in an answer with this `retcode`; `None` when there may be.
pub(super) fn of_lyric(retcode: i64) -> Option<SourceError> {
    let outcome = match retcode {
        -1901 => Outcome::NotFound,
        // The origin of the call is not to its liking.
        -1310 => Outcome::UpstreamChanged,
        code => return check(code, None).err(),
    };
    Some(SourceError::new(outcome, format!("retcode {retcode}")))
}

/// Why there is no play path in `key`. `availability` is what the track object says of the song;
/// `message` is the whole answer's.
pub(super) fn of_key(
    key: &wire::Key,
    message: &str,
    availability: Availability,
    anonymous: bool,
) -> SourceError {
    let texts = [message, key.tips.as_str(), key.alert.as_str()].join(" ").to_lowercase();
    let outcome = match (key.result, availability) {
        (104_009, _) => Outcome::Verification,
        _ if REGION_WORDS.iter().any(|word| texts.contains(word)) => Outcome::Region,
        (104_004, _) => Outcome::UpstreamError,
        // Too many devices on the operator's account.
        (104_013, _) => Outcome::LoginRequired,
        (103_902, _) | (_, Availability::Removed) => Outcome::NotFound,
        (_, Availability::Region) => Outcome::Region,
        (0 | 104_003, Availability::Purchase) => Outcome::Purchase,
        (0 | 104_003, _) if key.to_buy => Outcome::Purchase,
        (0, Availability::Vip) => Outcome::Vip,
        (0 | 104_003, Availability::Trial) => Outcome::TrialOnly,
        // A free song without a path and without a code: what callers abroad get.
        (0, _) => Outcome::Region,
        (104_003, Availability::Full) if anonymous => Outcome::LoginRequired,
        (104_003, _) => Outcome::Vip,
        _ => Outcome::UpstreamError,
    };
    SourceError::new(outcome, format!("result {}", key.result))
}

/// Whether the whole request for play paths was refused, free songs and paid ones alike.
pub(super) fn refuses_all(keys: &wire::Keys) -> bool {
    keys.sip.is_empty() && keys.msg.contains("invalidq")
}
