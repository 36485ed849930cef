//! Calls to JOOX's three hosts.

use std::time::Duration;

use bytes::Bytes;

use super::{page, wire};
use crate::{
    catalog::sources::{SourceContext, SourceError, fetch, text},
    ports::{Clock, Host, OutboundRequest},
};

/// Tracks for `query`, about 30; there are no further pages.
pub(super) async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
) -> Result<wire::Search, SourceError> {
    let settings = &context.settings.sources.joox;
    let parameters = text::query([
        ("country", settings.country.as_str()),
        ("lang", settings.language.as_str()),
        ("key", query),
        ("type", "0"),
    ]);
    let url = format!("{}/openjoox/v2/search_type?{parameters}", settings.cache_api_base);
    fetch::parse(&get(context, url).await?)
}

/// The track `id` by the call its page makes.
pub(super) async fn single<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<wire::Single>, SourceError> {
    let settings = &context.settings.sources.joox;
    let region = format!("{}-{}", settings.country, settings.language.to_lowercase());
    let parameters = text::query([
        ("country", settings.country.as_str()),
        ("lang", settings.language.as_str()),
        ("id", id),
        ("regionURI", region.as_str()),
        ("num", "10"),
        ("device", "desktop"),
    ]);
    let url = format!("{}/page/single?{parameters}", settings.cache_api_base);
    let page: wire::SinglePage = fetch::parse(&get(context, url).await?)?;
    Ok(page.single)
}

/// The track `id` out of the page itself.
pub(super) async fn single_in_page<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<wire::Single>, SourceError> {
    let settings = &context.settings.sources.joox;
    let country = text::encoded(&settings.country);
    let url = format!("{}/{country}/single/{}", settings.www_base, text::encoded(id));
    page::single(&get(context, url).await?)
}

/// The track `id` by the older call.
pub(super) async fn song_info<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<wire::SongInfo, SourceError> {
    let settings = &context.settings.sources.joox;
    let millis = context.host.clock().now().as_millis().to_string();
    let parameters = text::query([
        ("songid", id),
        ("country", settings.country.as_str()),
        ("lang", settings.language.as_str()),
        ("from_type", "-1"),
        ("channel_id", "-1"),
        ("_", millis.as_str()),
    ]);
    let url = format!("{}/web-fcgi-bin/web_get_songinfo?{parameters}", settings.api_base);
    fetch::parse(text::without_callback(&get(context, url).await?))
}

/// Whether a call failed by status 404. From one way that may mean that the way is gone; from the
/// call and from the page it means that the track is.
pub(super) fn is_absent(error: &SourceError) -> bool {
    error.reason == "status 404"
}

async fn get<H: Host>(context: SourceContext<'_, H>, url: String) -> Result<Bytes, SourceError> {
    let common = &context.settings.sources.joox.common;
    let mut request = OutboundRequest::get(url);
    if !common.cookie.is_empty() {
        request = request.header("cookie", common.cookie.clone());
    }
    fetch::body(context, Duration::from_millis(common.timeout_ms), request).await
}
