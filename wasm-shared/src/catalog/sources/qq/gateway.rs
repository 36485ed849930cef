//! QQ Music's one gateway, which takes a call or several and may want them signed, and the older
//! calls beside it.

use std::time::Duration;

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};

use super::{denial, sign, wire};
use crate::{
    catalog::{
        Outcome,
        sources::{SourceContext, SourceError, fetch, text},
    },
    ports::{Clock, Host, OutboundRequest},
    settings::QqSettings,
};

/// The operator's session, read out of the cookie.
pub(super) struct Session<'a> {
    /// The account's number; `0` when anonymous.
    pub uin: &'a str,
    /// Empty when anonymous.
    key: &'a str,
}

impl<'a> Session<'a> {
    pub fn of(settings: &'a QqSettings) -> Self {
        let cookie = &*settings.common.cookie;
        let key = text::cookie_value(cookie, "qm_keyst")
            .or_else(|| text::cookie_value(cookie, "qqmusic_key"));
        let uin = text::cookie_value(cookie, "uin").map(|uin| uin.trim_start_matches('o'));
        Self { uin: uin.unwrap_or("0"), key: key.unwrap_or_default() }
    }
}

/// The data of one call.
pub(super) async fn call<H: Host, P: Serialize, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    request: wire::Call<P>,
) -> Result<T, SourceError> {
    data(send(context, request, None::<wire::Call<()>>).await?.request)
}

/// The data of two calls that travel together. The first one's refusal counts before the second's.
pub(super) async fn call_both<H: Host, P, Q, T, U>(
    context: SourceContext<'_, H>,
    first: wire::Call<P>,
    second: wire::Call<Q>,
) -> Result<(T, U), SourceError>
where
    P: Serialize,
    Q: Serialize,
    T: DeserializeOwned,
    U: DeserializeOwned,
{
    let answer = send(context, first, Some(second)).await?;
    Ok((data(answer.request)?, data(answer.second)?))
}

async fn send<H: Host, P: Serialize, Q: Serialize>(
    context: SourceContext<'_, H>,
    request: wire::Call<P>,
    second: Option<wire::Call<Q>>,
) -> Result<wire::Answer, SourceError> {
    let settings = &context.settings.sources.qq;
    let session = Session::of(settings);
    let comm = wire::Caller {
        ct: 24,
        cv: 4_747_474,
        platform: "yqq.json",
        format: "json",
        in_charset: "utf-8",
        out_charset: "utf-8",
        need_new_code: 1,
        uin: session.uin.to_owned(),
        g_tk: sign::g_tk(session.key),
    };
    let body = serde_json::to_vec(&wire::Envelope { comm, request, second })
        .map_err(|error| SourceError::new(Outcome::UpstreamError, error.to_string()))?;
    let base = &settings.api_base;
    let url = if settings.sign {
        let millis = context.host.clock().now().as_millis();
        format!("{base}/cgi-bin/musics.fcg?_={millis}&sign={}", sign::zzc(&body))
    } else {
        format!("{base}/cgi-bin/musicu.fcg")
    };
    let request = OutboundRequest::post(url, "application/json", body)
        .header("referer", "https://y.qq.com/")
        .header("origin", "https://y.qq.com");
    let answer: wire::Answer = fetch::parse(&sent(context, request).await?)?;
    denial::check(answer.code, None)?;
    Ok(answer)
}

/// The answer to one of the older calls, its callback taken off. They refuse a call that does not
/// name the player's page as its origin.
pub(super) async fn older<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    path: &str,
    parameters: &[(&str, &str)],
) -> Result<T, SourceError> {
    let base = &context.settings.sources.qq.c_base;
    let query = text::query(parameters.iter().copied());
    let request = OutboundRequest::get(format!("{base}{path}?{query}"))
        .header("referer", "https://y.qq.com/portal/player.html");
    fetch::parse(text::without_callback(&sent(context, request).await?))
}

async fn sent<H: Host>(
    context: SourceContext<'_, H>,
    mut request: OutboundRequest,
) -> Result<Bytes, SourceError> {
    let common = &context.settings.sources.qq.common;
    if !common.cookie.is_empty() {
        request = request.header("cookie", common.cookie.clone());
    }
    fetch::body(context, Duration::from_millis(common.timeout_ms), request).await
}

/// The data of one call out of those that were sent.
fn data<T: DeserializeOwned>(item: Option<wire::Item>) -> Result<T, SourceError> {
    let item = item.ok_or_else(|| {
        SourceError::new(Outcome::UpstreamChanged, "the call's answer is missing")
    })?;
    denial::check(item.code, item.data.as_deref())?;
    let data = item
        .data
        .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "the answer has no data"))?;
    fetch::parse(data.get().as_bytes())
}
