//! Calls to JOOX's hosts.

use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{denial, page, wire};
use crate::{
    catalog::sources::{Page, SourceContext, SourceError, fetch, text},
    ports::{Clock, Host, OutboundRequest},
    settings::JooxSettings,
};

/// What a search by type looks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Tracks,
    Albums,
    Artists,
}

/// What `kind` and `T` name for `query`, about 30; there are no further pages.
pub(super) async fn search<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    kind: Kind,
    query: &str,
) -> Result<T, SourceError> {
    let number = match kind {
        Kind::Tracks => "0",
        Kind::Albums => "1",
        Kind::Artists => "2",
    };
    let settings = &context.settings.sources.joox;
    let parameters = localised(settings, &[("key", query), ("type", number)]);
    let url = format!("{}/openjoox/v2/search_type?{parameters}", settings.cache_api_base);
    fetch::parse(&get(context, url).await?)
}

/// Everything for `query`, by section; the only search that finds playlists.
pub(super) async fn search_everything<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
) -> Result<wire::Sections, SourceError> {
    let settings = &context.settings.sources.joox;
    let parameters = localised(settings, &[("keyword", query)]);
    let url = format!("{}/openjoox/v3/search?{parameters}", settings.cache_api_base);
    fetch::parse(&get(context, url).await?)
}

/// The album, artist or playlist `id` with one page of its tracks. In this path the service writes
/// `/` as `_`.
pub(super) async fn tracks<H: Host>(
    context: SourceContext<'_, H>,
    kind: &str,
    id: &str,
    page: Page,
) -> Result<wire::Opened, SourceError> {
    let settings = &context.settings.sources.joox;
    let (index, num) = (page.start().to_string(), page.size.to_string());
    let parameters = localised(settings, &[("index", &index), ("num", &num)]);
    let (base, id) = (&settings.mirror_base, text::encoded(&id.replace('/', "_")));
    fetch::parse(
        &get(context, format!("{base}/openjoox/v1/{kind}/{id}/tracks?{parameters}")).await?,
    )
}

/// The charts.
pub(super) async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<wire::ChartList, SourceError> {
    let settings = &context.settings.sources.joox;
    let parameters = localised(settings, &[("device", "desktop")]);
    fetch::parse(
        &get(context, format!("{}/page/chartlist?{parameters}", settings.mirror_base)).await?,
    )
}

/// The chart `id` with all its tracks.
pub(super) async fn chart<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<wire::ChartDetail, SourceError> {
    let settings = &context.settings.sources.joox;
    let parameters = localised(settings, &[("id", id)]);
    fetch::parse(
        &get(context, format!("{}/page/chartDetail?{parameters}", settings.mirror_base)).await?,
    )
}

/// The words of the track `id`.
pub(super) async fn lyric<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<wire::Lyric, SourceError> {
    let settings = &context.settings.sources.joox;
    let parameters = localised(settings, &[("musicid", id)]);
    let url = format!("{}/web-fcgi-bin/web_lyric?{parameters}", settings.api_base);
    fetch::parse(text::without_callback(&get(context, url).await?))
}

/// The track `id` by the call its page makes.
pub(super) async fn single<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<wire::Single>, SourceError> {
    let settings = &context.settings.sources.joox;
    let region = format!("{}-{}", settings.country, settings.language.to_lowercase());
    let parameters = localised(
        settings,
        &[("id", id), ("regionURI", &region), ("num", "10"), ("device", "desktop")],
    );
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

/// `country` and `lang`, then `others`.
fn localised(settings: &JooxSettings, others: &[(&str, &str)]) -> String {
    let place = [("country", settings.country.as_str()), ("lang", settings.language.as_str())];
    text::query(place.into_iter().chain(others.iter().copied()))
}

async fn get<H: Host>(context: SourceContext<'_, H>, url: String) -> Result<Bytes, SourceError> {
    let joox = &context.settings.sources.joox;
    let common = &joox.common;
    // The mirror is another company's: the operator's session is none of its business.
    let own = [&joox.cache_api_base, &joox.api_base, &joox.www_base];
    let is_own = own.into_iter().any(|base| url.starts_with(base));
    let mut request = OutboundRequest::get(url);
    if is_own && !common.cookie.is_empty() {
        request = request.header("cookie", common.cookie.clone());
    }
    let timeout = Duration::from_millis(common.timeout_ms);
    fetch::body(context, timeout, request).await.map_err(denial::of_status)
}
