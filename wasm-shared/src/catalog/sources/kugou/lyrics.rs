//! The words of a song, in two calls: which lyrics there may be for it, and one of them.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{
    super::{SourceContext, SourceError, absent_as_none},
    lists, text, wire,
};
use crate::{
    catalog::{
        Outcome,
        model::{Lyrics, Track},
    },
    ports::Host,
};

/// How far the recording that lyrics were timed for may differ in length: as far as the same
/// recording does between catalogues, with some room.
const LENGTH_SLACK_MS: u64 = 5_000;

/// What the encrypted form begins with.
const ENCRYPTED: &[u8] = b"krc1";

/// The words of `track`.
pub async fn lyrics<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
) -> Result<Option<Lyrics>, SourceError> {
    let found = absent_as_none(lists::lyric_candidates(context, track).await)?;
    let candidates = found.map(|found| found.candidates).unwrap_or_default();
    let Some(candidate) = best(&candidates, track.duration_ms) else { return Ok(None) };
    match absent_as_none(lists::lyric(context, candidate).await)? {
        Some(file) => read(&file),
        None => Ok(None),
    }
}

/// The candidate that is nearest in length, the first of those that are as near; one for another
/// recording is none. A length that is not known on either side does not speak against it.
fn best(candidates: &[wire::LyricCandidate], duration_ms: u64) -> Option<&wire::LyricCandidate> {
    let distance = |candidate: &wire::LyricCandidate| match (candidate.duration_ms, duration_ms) {
        (0, _) | (_, 0) => LENGTH_SLACK_MS,
        (timed, wanted) => timed.abs_diff(wanted),
    };
    candidates
        .iter()
        .filter(|candidate| distance(candidate) <= LENGTH_SLACK_MS)
        .min_by_key(|candidate| distance(candidate))
}

/// `None` for an empty file, and for one that is only there encrypted.
fn read(file: &wire::LyricFile) -> Result<Option<Lyrics>, SourceError> {
    let changed = |reason| SourceError::new(Outcome::UpstreamChanged, reason);
    let content = BASE64_STANDARD
        .decode(file.content.trim())
        .map_err(|_| changed("the lyrics are not base64"))?;
    if file.format.eq_ignore_ascii_case("krc") || content.starts_with(ENCRYPTED) {
        return Ok(None);
    }
    let content = String::from_utf8(content).map_err(|_| changed("the lyrics are not text"))?;
    Ok(text::lrc(&content).map(|lrc| {
        let instrumental = text::is_instrumental(&lrc);
        Lyrics { lrc: Some(lrc).filter(|_| !instrumental), instrumental, ..Lyrics::default() }
    }))
}
