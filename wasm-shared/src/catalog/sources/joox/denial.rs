//! JOOX's ways to say no.

use super::wire;
use crate::catalog::{Outcome, sources::SourceError};

/// The `error_code` of what only subscribers may hear; the answer's length and URLs are then a
/// clip's.
const VIP_ONLY: i64 = 9_009_002;

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
    // As the service spells it.
    let outcome = if info.msg.contains("invaid cookie") || info.msg.contains("invalid cookie") {
        Outcome::LoginRequired
    } else if info.code != 0 {
        Outcome::UpstreamError
    } else {
        return None;
    };
    Some(SourceError::new(outcome, format!("code {}", info.code)))
}
