//! From a track to audio: its own source first, then the others in order, each by the same
//! recording in its own catalogue.

use super::{
    ask::{ask, patience},
    audio::{self, is_clip},
    candidates::candidates,
    chain::{Walk, walk},
    matching::{self, Match},
    model::{AudioLocation, Codec, Quality, Source, Track},
    outcome::Outcome,
    sources::{self, Operation},
};
use crate::{http::RequestContext, ports::Host, resilience::deadline::Deadline};

/// How many listings of the same recording at one source are tried: the album's and the single's
/// may differ in what they allow.
const LISTINGS: usize = 2;

/// Audio that was found.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The track that plays.
    pub track: Track,
    /// Where its audio is.
    pub location: AudioLocation,
    /// How it was recognised; `None` for the wanted track itself.
    pub matched: Option<Match>,
}

/// Finds audio for `wanted` along the chain.
pub async fn resolve<H: Host>(
    context: &RequestContext<H>,
    wanted: &Track,
    quality: Quality,
    deadline: Deadline,
) -> Walk<Resolved> {
    let settings = &context.settings;
    let others = settings.sources.order.iter().copied().filter(|other| *other != wanted.source);
    let order: Vec<_> = [wanted.source].into_iter().chain(others).collect();
    let patience = |source| {
        let operations: &[Operation] = if source == wanted.source {
            &[Operation::Playback, Operation::Audio]
        } else {
            &[Operation::Search, Operation::Playback, Operation::Audio]
        };
        patience(context, source, operations)
    };
    walk(context.host.clock(), &order, deadline, patience, |source| async move {
        if source == wanted.source {
            play(context, wanted.clone(), None, quality, deadline).await
        } else {
            substitute(context, wanted, source, quality, deadline).await
        }
    })
    .await
}

async fn play<H: Host>(
    context: &RequestContext<H>,
    track: Track,
    matched: Option<Match>,
    quality: Quality,
    deadline: Deadline,
) -> Result<Resolved, Outcome> {
    let location = ask(context, track.source, Operation::Playback, deadline, async |to| {
        sources::playback(to, &track, quality).await
    })
    .await
    .map_err(|error| error.outcome)?;
    if stated_clip(&location, track.duration_ms) {
        return Err(Outcome::TrialOnly);
    }
    let recording_ms = track.duration_ms;
    let location = audio::verified(context, track.source, location, recording_ms, deadline).await?;
    Ok(Resolved { track, location, matched })
}

/// Whether the source itself states a length, or a size and a bitrate, of a clip: then nobody has to
/// look at the file.
fn stated_clip(location: &AudioLocation, recording_ms: u64) -> bool {
    let by_size = || {
        let bytes = location.size_bytes.filter(|_| location.codec != Codec::Flac)?;
        bytes.saturating_mul(8_000).checked_div(u64::from(location.bitrate_bps))
    };
    let lengths = [location.duration_ms, by_size()];
    lengths
        .into_iter()
        .flatten()
        .any(|length_ms| length_ms > 0 && recording_ms > 0 && is_clip(length_ms, recording_ms))
}

/// The same recording at another source, or nothing.
async fn substitute<H: Host>(
    context: &RequestContext<H>,
    wanted: &Track,
    source: Source,
    quality: Quality,
    deadline: Deadline,
) -> Result<Resolved, Outcome> {
    let settings = &context.settings;
    let found = candidates(context, wanted, source, deadline).await;
    let mut candidates = found.map_err(|outcome| match outcome {
        Outcome::Empty => Outcome::NotFound,
        outcome => outcome,
    })?;
    let mut denied = Outcome::LowConfidence;
    for _ in 0..LISTINGS {
        let best = matching::best(wanted, &candidates, settings.matching.threshold);
        let Some((track, matched)) = best else { break };
        let track = track.clone();
        candidates.retain(|candidate| candidate.id != track.id);
        match play(context, track, Some(matched), quality, deadline).await {
            Err(outcome) if !outcome.is_fault() => denied = outcome,
            ended => return ended,
        }
    }
    Err(denied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Timestamp;

    #[test]
    fn figures_past_all_reason_state_no_clip() {
        let location = AudioLocation {
            url: String::new(),
            backup_urls: Vec::new(),
            quality: Quality::Standard,
            codec: Codec::Mp3,
            bitrate_bps: 128_000,
            size_bytes: Some(u64::MAX),
            duration_ms: Some(u64::MAX),
            expires_at: Timestamp::default(),
        };
        assert!(!stated_clip(&location, 183_000));
        let clip = AudioLocation { size_bytes: Some(480_000), duration_ms: None, ..location };
        assert!(stated_clip(&clip, 183_000), "30 s");
    }
}
