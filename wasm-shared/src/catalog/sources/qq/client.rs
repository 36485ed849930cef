//! Calls to QQ Music's one gateway.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};

use super::{denial, sign, wire};
use crate::{
    catalog::{
        Outcome,
        sources::{Page, SourceContext, SourceError, fetch, text},
    },
    ports::{Clock, Entropy, Host, OutboundRequest},
    settings::QqSettings,
};

#[derive(Serialize)]
struct SearchParameters<'a> {
    query: &'a str,
    num_per_page: u32,
    page_num: u32,
    search_type: u8,
}

/// One page of songs for `query`.
pub(super) async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
    page: Page,
) -> Result<wire::Search, SourceError> {
    let param = SearchParameters {
        query,
        num_per_page: page.size,
        page_num: page.number.saturating_add(1),
        search_type: 0,
    };
    let module = "music.search.SearchCgiService";
    call(context, wire::Call { module, method: "DoSearchForQQMusicDesktop", param }).await
}

#[derive(Serialize)]
struct DetailParameters<'a> {
    song_mid: &'a str,
    song_type: u8,
}

/// The track object of `mid`.
pub(super) async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
) -> Result<wire::Detail, SourceError> {
    let param = DetailParameters { song_mid: mid, song_type: 0 };
    let module = "music.pf_song_detail_svr";
    call(context, wire::Call { module, method: "get_song_detail_yqq", param }).await
}

#[derive(Serialize)]
struct KeyParameters<'a> {
    guid: String,
    songmid: Vec<&'a str>,
    songtype: Vec<u8>,
    filename: Vec<&'a str>,
    uin: String,
    loginflag: u8,
    platform: &'static str,
}

/// Play paths for `files` of the song `mid`, all in one call.
pub(super) async fn keys<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
    files: &[&str],
) -> Result<wire::Keys, SourceError> {
    let session = Session::of(&context.settings.sources.qq);
    let param = KeyParameters {
        // Ten digits, as the web player draws them.
        guid: (1_000_000_000 + u64::from_le_bytes(context.host.entropy().bytes()) % 9_000_000_000)
            .to_string(),
        songmid: vec![mid; files.len()],
        songtype: vec![0; files.len()],
        filename: files.to_vec(),
        uin: session.uin.to_owned(),
        loginflag: 1,
        platform: "20",
    };
    call(context, wire::Call { module: "music.vkey.GetVkey", method: "UrlGetVkey", param }).await
}

/// The operator's session, read out of the cookie.
struct Session<'a> {
    /// The account's number; `0` when anonymous.
    uin: &'a str,
    /// Empty when anonymous.
    key: &'a str,
}

impl<'a> Session<'a> {
    fn of(settings: &'a QqSettings) -> Self {
        let cookie = &*settings.common.cookie;
        let key = text::cookie_value(cookie, "qm_keyst")
            .or_else(|| text::cookie_value(cookie, "qqmusic_key"));
        let uin = text::cookie_value(cookie, "uin").map(|uin| uin.trim_start_matches('o'));
        Self { uin: uin.unwrap_or("0"), key: key.unwrap_or_default() }
    }
}

async fn call<H: Host, P: Serialize, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    call: wire::Call<P>,
) -> Result<T, SourceError> {
    let settings = &context.settings.sources.qq;
    let session = Session::of(settings);
    let caller = wire::Caller {
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
    let body = serde_json::to_vec(&wire::Envelope { comm: caller, request: call })
        .map_err(|error| SourceError::new(Outcome::UpstreamError, error.to_string()))?;
    let base = &settings.api_base;
    let url = if settings.sign {
        let millis = context.host.clock().now().as_millis();
        format!("{base}/cgi-bin/musics.fcg?_={millis}&sign={}", sign::zzc(&body))
    } else {
        format!("{base}/cgi-bin/musicu.fcg")
    };
    let mut request = OutboundRequest::post(url, "application/json", body)
        .header("referer", "https://y.qq.com/")
        .header("origin", "https://y.qq.com");
    if !settings.common.cookie.is_empty() {
        request = request.header("cookie", settings.common.cookie.clone());
    }
    let timeout = Duration::from_millis(settings.common.timeout_ms);
    read(fetch::json(context, timeout, request).await?)
}

/// The data of the one call that was sent.
fn read<T: DeserializeOwned>(answer: wire::Answer) -> Result<T, SourceError> {
    denial::check(answer.code, None)?;
    let item = answer.request.ok_or_else(|| {
        SourceError::new(Outcome::UpstreamChanged, "the call's answer is missing")
    })?;
    denial::check(item.code, item.data.as_deref())?;
    let data = item
        .data
        .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "the answer has no data"))?;
    fetch::parse(data.get().as_bytes())
}
