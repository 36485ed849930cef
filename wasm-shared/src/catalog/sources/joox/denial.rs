//! JOOX's ways to say no.

use super::wire;
use crate::catalog::{Outcome, sources::SourceError};

/// The `error_code` of what only subscribers may hear; the answer's length and URLs are then a
/// clip's.
const VIP_ONLY: i64 = 9_009_002;

/// Gives the statuses that mean something their outcome: 401 wants a session, 403 is what a caller
/// gets whom the service distrusts.
pub(super) fn of_status(error: SourceError) -> SourceError {
    let outcome = match error.status {
        Some(401) => Outcome::LoginRequired,
        Some(403) => Outcome::Verification,
        _ => error.outcome,
    };
    SourceError { outcome, ..error }
}

/// Whether a call failed by status 404. From one way to a track that may mean that the way is gone;
/// from the call and from the page it means that the track is.
pub(super) fn is_absent(error: &SourceError) -> bool {
    error.status == Some(404)
}

/// Whether another way to the same track may go better.
pub(super) fn leads_on(error: &SourceError) -> bool {
    matches!(
        error.outcome,
        Outcome::UpstreamError | Outcome::UpstreamChanged | Outcome::Verification
    )
}

/// Why there is no list or text in an answer with this status; `None` when there may be.
pub(super) fn of_answer(status: &wire::Status) -> Option<SourceError> {
    let codes = (status.error_code, status.code);
    let outcome = match codes {
        _ if is_login_wanted(&status.msg) => Outcome::LoginRequired,
        (0, 0) => return None,
        (VIP_ONLY, _) => Outcome::Vip,
        (404, _) | (_, 404) => Outcome::NotFound,
        (429, _) | (_, 429) => Outcome::RateLimited,
        _ => Outcome::UpstreamError,
    };
    Some(SourceError::new(outcome, format!("error_code {}, code {}", codes.0, codes.1)))
}

fn is_login_wanted(message: &str) -> bool {
    // As the service spells it, and as it may some day.
    message.contains("invaid cookie") || message.contains("invalid cookie")
}

/// Whether an answer's length is a clip's.
pub(super) fn states_clip(single: &wire::Single) -> bool {
    single.error_code == VIP_ONLY
        || (single.refrain_duration > 0 && single.song.play_duration <= single.refrain_duration)
}

/// Why `single` gives nothing whole to play; `None` when it may. `urls` are its play URLs without
/// the clip's.
pub(super) fn of_single(single: &wire::Single, urls: &[String]) -> Option<SourceError> {
    let codes = (single.error_code, single.status_code);
    let playable = single.song.is_playable.unwrap_or(true);
    let outcome = match codes {
        (VIP_ONLY, _) => Outcome::Vip,
        (0, 0) if !playable && single.song.vip_flag => Outcome::Vip,
        // Not playable for no stated reason: what callers outside the service's countries get.
        (0, 0) if !playable => Outcome::Region,
        (0, 0) if !urls.is_empty() => return None,
        (0, 0) if !single.play_url_list.is_empty() || !single.refrain_url.is_empty() => {
            Outcome::TrialOnly
        }
        (0, 0) => Outcome::NotFound,
        _ => Outcome::UpstreamError,
    };
    let reason = format!("error_code {}, status_code {}", codes.0, codes.1);
    Some(SourceError::new(outcome, reason))
}

/// Why the older call gives nothing; `None` when it does.
pub(super) fn of_song_info(info: &wire::SongInfo) -> Option<SourceError> {
    let outcome = if is_login_wanted(&info.msg) {
        Outcome::LoginRequired
    } else if info.code != 0 {
        Outcome::UpstreamError
    } else {
        return None;
    };
    Some(SourceError::new(outcome, format!("code {}", info.code)))
}
