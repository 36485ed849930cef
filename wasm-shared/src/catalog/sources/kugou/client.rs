//! Calls to Kugou about single songs: two that are open and one that is signed.

use std::time::Duration;

use bytes::Bytes;

use super::{denial, file::FileReference, sign, wire};
use crate::{
    catalog::{
        model::Quality,
        sources::{Page, SourceContext, SourceError, fetch, text},
    },
    ports::{Clock, Host, OutboundRequest},
    settings::KugouSettings,
};

/// The `dfid` of a device that is not registered.
const UNREGISTERED: &str = "-";

/// One page of songs for `query`.
pub(super) async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
    page: Page,
) -> Result<wire::Answer<wire::Found>, SourceError> {
    let parameters = text::query([
        ("keyword", query),
        ("page", page.number.saturating_add(1).to_string().as_str()),
        ("pagesize", page.size.to_string().as_str()),
        ("userid", "0"),
        ("clientver", ""),
        ("platform", "WebFilter"),
        ("filter", "2"),
        ("iscorrection", "1"),
        ("privilege_filter", "0"),
        ("area_code", "1"),
    ]);
    let base = &context.settings.sources.kugou.search_base;
    let request = OutboundRequest::get(format!("{base}/song_search_v2?{parameters}"));
    denial::checked(&body(context, with_session(context, request)).await?)
}

/// The song whose 128 kbit/s file is `hash`, with that file's URL.
pub(super) async fn song_info<H: Host>(
    context: SourceContext<'_, H>,
    hash: &str,
) -> Result<wire::SongInfo, SourceError> {
    let parameters = text::query([("cmd", "playInfo"), ("hash", hash)]);
    let base = &context.settings.sources.kugou.mobile_base;
    let request = OutboundRequest::get(format!("{base}/app/i/getSongInfo.php?{parameters}"));
    fetch::parse(&body(context, with_session(context, request)).await?)
}

/// URLs of `file`, by the signed call.
pub(super) async fn audio<H: Host>(
    context: SourceContext<'_, H>,
    file: FileReference<'_>,
    album_id: &str,
    quality: Quality,
) -> Result<wire::Audio, SourceError> {
    let settings = &context.settings.sources.kugou;
    let session = Session::of(settings);
    let device = match settings.device_id.as_str() {
        "" => UNREGISTERED,
        device => device,
    };
    let mid = sign::device_number(device);
    let seconds = context.host.clock().now().as_secs().to_string();
    let key = sign::file_key(file.hash, &mid, session.user);
    let mut parameters = vec![
        ("album_id", number_or_zero(album_id)),
        ("album_audio_id", number_or_zero(file.album_audio_id)),
        ("appid", sign::APP_ID),
        ("area_code", "1"),
        ("behavior", "play"),
        ("cdnBackup", "1"),
        ("clienttime", &seconds),
        ("clientver", sign::CLIENT_VERSION),
        ("cmd", "26"),
        ("dfid", device),
        ("hash", file.hash),
        // The whole or nothing.
        ("IsFreePart", "0"),
        ("key", &key),
        ("mid", &mid),
        ("pid", "2"),
        ("quality", tier(quality)),
        ("token", session.token),
        ("userid", session.user),
        ("uuid", UNREGISTERED),
    ];
    let signature = sign::android(&parameters, "");
    parameters.push(("signature", &signature));
    let url = format!("{}/v5/url?{}", settings.gateway_base, text::query(parameters));
    let request = OutboundRequest::get(url).header("x-router", "trackercdn.kugou.com");
    fetch::parse(&body(context, with_session(context, request)).await?)
}

/// The operator's session, read out of the cookie.
struct Session<'a> {
    /// The account's number; `0` when anonymous.
    user: &'a str,
    /// Empty when anonymous.
    token: &'a str,
}

impl<'a> Session<'a> {
    fn of(settings: &'a KugouSettings) -> Self {
        let cookie = &*settings.common.cookie;
        Self {
            user: text::cookie_value(cookie, "userid").unwrap_or("0"),
            token: text::cookie_value(cookie, "token").unwrap_or_default(),
        }
    }
}

/// The name of a tier in `v5/url`. There is none between 128 and 320 kbit/s.
const fn tier(quality: Quality) -> &'static str {
    match quality {
        Quality::Standard | Quality::High => "128",
        Quality::Exhigh => "320",
        Quality::Lossless => "flac",
        Quality::Hires => "high",
    }
}

fn number_or_zero(id: &str) -> &str {
    if id.is_empty() { "0" } else { id }
}

/// `request` with the operator's session, if there is one.
fn with_session<H: Host>(
    context: SourceContext<'_, H>,
    request: OutboundRequest,
) -> OutboundRequest {
    match &*context.settings.sources.kugou.common.cookie {
        "" => request,
        cookie => request.header("cookie", cookie.to_owned()),
    }
}

/// The body of the answer to `request`.
pub(super) async fn body<H: Host>(
    context: SourceContext<'_, H>,
    request: OutboundRequest,
) -> Result<Bytes, SourceError> {
    let timeout = Duration::from_millis(context.settings.sources.kugou.common.timeout_ms);
    fetch::body(context, timeout, request).await
}
