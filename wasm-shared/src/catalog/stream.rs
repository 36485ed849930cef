//! `GET` and `HEAD /api/v1/tracks/{id}/stream`: the audio through the edge. Its bytes pass from the
//! source to the listener without entering the core.

use std::borrow::Cow;

use url::Url;

use super::{allow_list, playback, track};
use crate::{
    auth::Principal,
    catalog::playback::Playback,
    http::{Body, Code, Parameters, Problem, RequestContext, RequestView, Response},
    observe::{Level, log},
    ports::{BodyOf, Host, HttpClient, InboundBody, InboundResponse, Method, OutboundRequest},
};

/// How many redirects of a source's own are followed; each is checked like the first URL.
pub(super) const REDIRECTS: usize = 3;

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
    let range = request.header("range").map(Cow::into_owned);
    for fresh in [false, true] {
        let (playback, tier) = playback::find_for(context, principal, &id, quality).await?;
        if redirect {
            return Ok(Response::empty(302)
                .header("location", playback.url)
                .header("cache-control", "private, no-store")
                .header("x-source", playback.source.as_str()));
        }
        match fetch(context, &playback, request.method(), range.as_deref()).await {
            Some(upstream) => {
                return pass_on(upstream, &playback)
                    .map(|response| response.header("x-cache", tier.as_str()));
            }
            // The URLs went bad before their time; another one may be had.
            None if !fresh => playback::forget(context, principal, &id, quality).await,
            None => {}
        }
    }
    Err(Problem::with_detail(Code::SourcesUnavailable, "The audio cannot be fetched right now.")
        .retry_after(5))
}

/// The first of the URLs that gives audio.
async fn fetch<H: Host>(
    context: &RequestContext<H>,
    playback: &Playback,
    method: Option<Method>,
    range: Option<&str>,
) -> Option<InboundResponse<BodyOf<H>>> {
    for url in std::iter::once(&playback.url).chain(&playback.backup_urls) {
        if let Some(response) = follow(context, url, method, range).await {
            return Some(response);
        }
    }
    None
}

/// Asks one URL, going where it points, as long as that is allowed.
async fn follow<H: Host>(
    context: &RequestContext<H>,
    url: &str,
    method: Option<Method>,
    range: Option<&str>,
) -> Option<InboundResponse<BodyOf<H>>> {
    let mut url = Url::parse(url).ok()?;
    for _ in 0..=REDIRECTS {
        if !allow_list::is_audio(&url, &context.settings.stream) {
            let host = url.host_str().unwrap_or_default();
            log(context, Level::Warn, "stream.refused_host", &[("host", host)]);
            return None;
        }
        let mut outbound = OutboundRequest::get(url.as_str());
        if method == Some(Method::Head) {
            outbound.method = Method::Head;
        }
        if let Some(range) = range {
            outbound = outbound.header("range", range.to_owned());
        }
        let response = context.host.http().send(outbound).await.ok()?;
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

fn pass_on<B: InboundBody>(
    upstream: InboundResponse<B>,
    playback: &Playback,
) -> Result<Response<B>, Problem> {
    if upstream.status == 416 {
        return Err(Code::RangeNotSatisfiable.into());
    }
    let mut headers: Vec<(&'static str, Cow<'static, str>)> = Vec::with_capacity(12);
    for name in PASSED_ON {
        if let Some(value) = upstream.body.header(name) {
            headers.push((name, value.into()));
        }
    }
    headers.push(("cache-control", "private, no-store".into()));
    headers.push(("x-source", playback.source.as_str().into()));
    Ok(Response { status: upstream.status, headers, body: Body::Stream(upstream.body) })
}
