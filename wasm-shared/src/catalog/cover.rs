//! `GET /api/v1/tracks/{id}/cover`

use std::ops::RangeInclusive;

use url::Url;

use super::{allow_list, sources, track};
use crate::{
    http::{Code, Parameters, Problem, RequestContext, RequestView, Response},
    observe::{Level, log},
    ports::{BodyOf, Host},
};

/// Pixels a side unless said.
pub(crate) const USUAL: u32 = 500;
/// Pixels a side that may be asked for.
pub(crate) const PIXELS: RangeInclusive<u32> = 16..=2_000;

/// Sends the listener to a track's cover in the size nearest to `size` that its source has.
pub async fn cover<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = track::read_id(id)?;
    let pixels = Parameters::of(request).parse(
        "size",
        |text| text.parse().ok().filter(|pixels| PIXELS.contains(pixels)),
        "must be a number from 16 to 2000",
    )?;
    let (track, tier) = track::find(context, &id, track::deadline(context)).await?;
    let address = track.cover_url.ok_or(Code::NotFound)?;
    let address = sources::cover_of_size(id.source, &address, pixels.unwrap_or(USUAL));
    let settings = &context.settings;
    // What a source names is sent to nobody unless it is on a host that its covers are known to be
    // on: this must not become a way to send listeners anywhere.
    let url = Url::parse(&address).ok().filter(|url| allow_list::is_cover(url, &settings.stream));
    let Some(url) = url else {
        log(context, Level::Warn, "cover.refused", &[("url", &address)]);
        return Err(Code::NotFound.into());
    };
    Ok(Response::empty(302)
        .header("location", String::from(url))
        .header("cache-control", format!("private, max-age={}", settings.cache.cover_s))
        .header("x-cache", tier.as_str())
        .header("x-source", id.source.as_str()))
}
