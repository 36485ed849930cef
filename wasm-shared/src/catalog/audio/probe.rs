use std::time::Duration;

use bytes::Bytes;
use url::Url;

use super::{Head, is_clip, read_head};
use crate::{
    catalog::{
        allow_list,
        ask::ask,
        model::{AudioLocation, Source},
        outcome::Outcome,
        sources::{Operation, SourceContext, SourceError},
        stream,
    },
    http::RequestContext,
    ports::{Host, HttpClient, InboundBody, OutboundRequest},
    resilience::deadline::{Deadline, within},
};

/// How much of a file is looked at: a tag of text and the first frames.
const LENGTH: usize = 8 << 10;

/// `location` once one of its URLs has been seen to give the whole recording: that one first, with the
/// size and length that the file itself states.
///
/// # Errors
/// [`Outcome::TrialOnly`] for a clip, whatever the source called it. Otherwise what the last URL came
/// to: [`Outcome::UpstreamError`], [`Outcome::Timeout`], or [`Outcome::UpstreamChanged`] for what is
/// no audio. That a file is gone is no fault of the whole source, and is not kept as absence either: the
/// URL may have ended.
pub async fn verified<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    location: AudioLocation,
    recording_ms: u64,
    deadline: Deadline,
) -> Result<AudioLocation, Outcome> {
    let urls: Vec<String> =
        std::iter::once(location.url.clone()).chain(location.backup_urls.clone()).collect();
    let mut failed = Outcome::UpstreamError;
    for (place, url) in urls.iter().enumerate() {
        let looked =
            ask(context, source, Operation::Audio, deadline, async |to| look(to, url).await).await;
        match looked {
            Ok(file) => {
                if file.length_ms(&location).is_some_and(|length| is_clip(length, recording_ms)) {
                    return Err(Outcome::TrialOnly);
                }
                return Ok(file.confirm(location, urls, place));
            }
            Err(error) if error.outcome == Outcome::BreakerOpen => return Err(error.outcome),
            Err(error) if error.outcome == Outcome::NotFound => {}
            Err(error) => failed = error.outcome,
        }
    }
    Err(failed)
}

/// A file as its first bytes show it.
struct File {
    head: Head,
    size_bytes: Option<u64>,
}

impl File {
    /// By what the head says, else by the size and the bitrate that the source states.
    fn length_ms(&self, location: &AudioLocation) -> Option<u64> {
        let by_size =
            || self.size_bytes?.saturating_mul(8_000).checked_div(location.bitrate_bps.into());
        self.head.duration_ms.or_else(by_size)
    }

    fn confirm(
        &self,
        mut location: AudioLocation,
        mut urls: Vec<String>,
        place: usize,
    ) -> AudioLocation {
        location.url = urls.remove(place);
        location.backup_urls = urls;
        location.codec = self.head.codec;
        location.size_bytes = self.size_bytes.or(location.size_bytes);
        location.duration_ms = self.head.duration_ms.or(location.duration_ms);
        location
    }
}

/// Fetches the beginning of a file, going where its URL points as long as that is allowed.
async fn look<H: Host>(to: SourceContext<'_, H>, url: &str) -> Result<File, SourceError> {
    let bound = Duration::from_millis(to.settings.chain.probe_timeout_ms);
    let answer = within(to.host.clock(), bound, beginning(to, url))
        .await
        .ok_or_else(|| SourceError::new(Outcome::Timeout, "no audio in time"))?;
    let (size_bytes, bytes) = answer?;
    let head = read_head(&bytes, size_bytes)
        .map_err(|error| SourceError::new(Outcome::UpstreamChanged, error.to_string()))?;
    Ok(File { head, size_bytes })
}

/// The size of a file, where the answer says it, and its first bytes.
async fn beginning<H: Host>(
    to: SourceContext<'_, H>,
    url: &str,
) -> Result<(Option<u64>, Bytes), SourceError> {
    let fault = |reason: String| SourceError::new(Outcome::UpstreamError, reason);
    // Neither URL nor host: the one is signed for somebody, the other whatever an upstream wrote.
    let refused =
        || SourceError::new(Outcome::UpstreamChanged, "audio on a host that is not listed");
    let mut url = Url::parse(url).map_err(|_| refused())?;
    for _ in 0..=stream::REDIRECTS {
        if !allow_list::is_audio(&url, &to.settings.stream) {
            return Err(refused());
        }
        let request =
            OutboundRequest::get(url.as_str()).header("range", format!("bytes=0-{}", LENGTH - 1));
        let response =
            to.host.http().send(request).await.map_err(|error| fault(error.to_string()))?;
        let header = |name| response.body.header(name);
        let size_bytes = match response.status {
            200 => header("content-length").and_then(|length| length.parse().ok()),
            206 => header("content-range").and_then(|range| range.rsplit('/').next()?.parse().ok()),
            301 | 302 | 303 | 307 | 308 => {
                let pointed = header("location").and_then(|location| url.join(&location).ok());
                url = pointed.ok_or_else(refused)?;
                continue;
            }
            429 => return Err(SourceError::new(Outcome::RateLimited, "asked for audio too often")),
            404 | 410 => return Err(SourceError::new(Outcome::NotFound, "no audio at that URL")),
            status => return Err(fault(format!("status {status} for the audio"))),
        };
        let bytes =
            response.body.beginning(LENGTH).await.map_err(|error| fault(error.to_string()))?;
        return Ok((size_bytes, bytes));
    }
    Err(fault("too many redirects of the audio".to_owned()))
}
