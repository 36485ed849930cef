//! `GET` and `HEAD /api/v1/tracks/{id}/stream`: the audio through the edge. Its bytes pass from the
//! source to the listener without entering the core.

use std::{borrow::Cow, time::Duration};

use url::Url;

use super::{allow_list, playback, track};
use crate::{
    auth::Principal,
    cache::CacheTier,
    catalog::playback::Playback,
    http::{Body, Code, Parameters, Problem, RequestContext, RequestView, Response},
    observe::{Level, log},
    ports::{BodyOf, Host, HttpClient, InboundBody, InboundResponse, Method, OutboundRequest},
    resilience::deadline::{Deadline, within},
};

/// How many redirects of a source's own are followed; each is checked like the first URL.
pub(super) const REDIRECTS: usize = 3;

/// How often it is looked for where the audio is: URLs that were kept may have gone bad before their
/// time, and others may be had.
const ROUNDS: usize = 2;

/// Headers of the upstream's answer that a player needs. The rest stays here.
const PASSED_ON: [&str; 6] =
    ["content-type", "content-length", "content-range", "accept-ranges", "etag", "last-modified"];

/// Streams a track, or sends the player to where it is with `redirect=true`.
pub async fn stream<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = track::read_id(id)?;
    let quality = playback::read_quality(request)?;
    let redirect = Parameters::of(request)
        .parse("redirect", |text| text.parse::<bool>().ok(), "must be true or false")?
        .unwrap_or_default();
    let (asked, deadline) = (Asked::of(request), track::deadline(context));
    let mut bad_url: Option<String> = None;
    for _ in 0..ROUNDS {
        let (playback, tier) =
            playback::find_for(context, principal, &id, quality, bad_url.as_deref()).await?;
        if redirect {
            if let Some(url) = Url::parse(&playback.url).ok().and_then(|url| listed(context, url)) {
                return Ok(send_to(url, &playback, tier));
            }
        } else if let Some(upstream) = fetch(context, &playback, &asked, deadline).await {
            return Ok(pass_on(context, upstream, &playback, tier));
        }
        if deadline.has_passed(context.host.clock()) {
            break;
        }
        bad_url = Some(playback.url);
    }
    Err(Problem::with_detail(Code::SourcesUnavailable, "The audio cannot be fetched right now.")
        .retry_after(5))
}

/// What of the listener's request goes on to the upstream.
struct Asked {
    method: Method,
    headers: Vec<(&'static str, String)>,
}

impl Asked {
    fn of(request: &impl RequestView) -> Self {
        let header = |name| request.header(name).filter(|value| is_plain(value));
        let mut headers = Vec::new();
        if let Some(range) = header("range") {
            headers.push(("range", range.into_owned()));
            // Without a range it says nothing (RFC 9110, section 13.1.5).
            headers.extend(header("if-range").map(|held| ("if-range", held.into_owned())));
        }
        let method = request.method().filter(|method| *method == Method::Head);
        Self { method: method.unwrap_or(Method::Get), headers }
    }

    fn request(&self, url: &Url) -> OutboundRequest {
        let headers = self.headers.iter().cloned();
        let request = OutboundRequest { method: self.method, ..OutboundRequest::get(url.as_str()) };
        headers.fold(request, |request, (name, value)| request.header(name, value))
    }
}

/// Whether a header is one that every host's client sends on: a call that fails over it would look like
/// a URL that went bad.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The URL, where audio may be on its host.
fn listed<H: Host>(context: &RequestContext<H>, url: Url) -> Option<Url> {
    if allow_list::is_audio(&url, &context.settings.stream) {
        return Some(url);
    }
    let host = url.host_str().unwrap_or_default();
    log(context, Level::Warn, "stream.refused_host", &[("host", host)]);
    None
}

/// The first of the URLs that gives audio. Each has `chain.probe_timeout_ms` to begin its answer, and
/// what is left until the deadline.
async fn fetch<H: Host>(
    context: &RequestContext<H>,
    playback: &Playback,
    asked: &Asked,
    deadline: Deadline,
) -> Option<InboundResponse<BodyOf<H>>> {
    let clock = context.host.clock();
    let bound = Duration::from_millis(context.settings.chain.probe_timeout_ms);
    for url in std::iter::once(&playback.url).chain(&playback.backup_urls) {
        let left = deadline.remaining(clock);
        if left.is_zero() {
            return None;
        }
        let followed = within(clock, bound.min(left), follow(context, url, asked)).await;
        if let Some(Some(response)) = followed {
            return Some(response);
        }
    }
    None
}

/// Asks one URL, going where it points, as long as that is allowed.
async fn follow<H: Host>(
    context: &RequestContext<H>,
    url: &str,
    asked: &Asked,
) -> Option<InboundResponse<BodyOf<H>>> {
    let mut url = Url::parse(url).ok()?;
    for _ in 0..=REDIRECTS {
        url = listed(context, url)?;
        let response = context.host.http().send(asked.request(&url)).await.ok()?;
        match response.status {
            200 | 206 | 416 => return Some(response),
            301 | 302 | 303 | 307 | 308 => {
                url = url.join(&response.body.header("location")?).ok()?;
            }
            _ => return None,
        }
    }
    None
}

/// Where the audio is. The URL is written anew: a source may give one with characters in it that no
/// header can have.
fn send_to<S>(url: Url, playback: &Playback, tier: CacheTier) -> Response<S> {
    Response::empty(302)
        .header("location", String::from(url))
        .header("cache-control", "private, no-store")
        .header("x-cache", tier.as_str())
        .header("x-source", playback.source.as_str())
}

fn pass_on<H: Host>(
    context: &RequestContext<H>,
    upstream: InboundResponse<BodyOf<H>>,
    playback: &Playback,
    tier: CacheTier,
) -> Response<BodyOf<H>> {
    let InboundResponse { status, body } = upstream;
    let response = if status == 416 {
        let problem = Problem::new(Code::RangeNotSatisfiable);
        let refused = Response::problem(&problem, &context.request_id);
        match body.header("content-range") {
            Some(size) => refused.header("content-range", size),
            None => refused,
        }
    } else {
        let mut headers: Vec<(&'static str, Cow<'static, str>)> = Vec::with_capacity(12);
        for name in PASSED_ON {
            if let Some(value) = body.header(name) {
                headers.push((name, value.into()));
            }
        }
        headers.push(("cache-control", "private, no-store".into()));
        Response { status, headers, body: Body::Stream(body) }
    };
    response.header("x-cache", tier.as_str()).header("x-source", playback.source.as_str())
}
