//! The three ways a call to NetEase is wrapped, of which the settings choose one.

use std::{borrow::Cow, time::Duration};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{crypt, denial, wire};
use crate::{
    catalog::{
        Outcome,
        sources::{SourceContext, SourceError, fetch, text},
    },
    ports::{Clock, Entropy, Host, OutboundRequest},
    settings::{NeteaseSettings, NeteaseTransport},
};

/// Calls without a browser's name are refused.
const USER_AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 \
                          (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
const FORM: &str = "application/x-www-form-urlencoded";
/// The version `eapi` calls state; any recent one does.
const APP_VERSION: &str = "8.10.05";

/// Calls `path`, which begins with `/api/`, and reads the answer once its code allows.
///
/// # Errors
/// As [`fetch::body`] and [`denial::check`]; [`Outcome::UpstreamChanged`] for an answer that is not
/// of the shape `T`.
pub(super) async fn call<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    path: &str,
    parameters: Value,
) -> Result<T, SourceError> {
    let settings = &context.settings.sources.netease;
    let Value::Object(parameters) = parameters else {
        return Err(SourceError::new(Outcome::UpstreamError, "the parameters are no object"));
    };
    let request = match settings.transport {
        NeteaseTransport::Plain => plain(settings, path, &parameters),
        NeteaseTransport::Weapi => {
            weapi(settings, path, parameters, context.host.entropy().bytes())?
        }
        NeteaseTransport::Eapi => eapi(settings, path, parameters, context.host),
    };
    let request = request
        .header("referer", "https://music.163.com/")
        .header("user-agent", USER_AGENT)
        .header("cookie", cookie(settings).into_owned());
    let timeout = Duration::from_millis(settings.common.timeout_ms);
    let body = fetch::body(context, timeout, request).await.map_err(denial::of_status)?;
    denial::check(&fetch::parse::<wire::Verdict>(&body)?)?;
    fetch::parse(&body)
}

/// `os=pc` decides which bitrates are offered.
fn cookie(settings: &NeteaseSettings) -> Cow<'_, str> {
    let session = &*settings.common.cookie;
    if session.is_empty() {
        Cow::Borrowed("os=pc")
    } else if text::cookie_value(session, "os").is_some() {
        Cow::Borrowed(session)
    } else {
        Cow::Owned(format!("os=pc; {session}"))
    }
}

fn plain(
    settings: &NeteaseSettings,
    path: &str,
    parameters: &Map<String, Value>,
) -> OutboundRequest {
    let fields: Vec<(&str, Cow<'_, str>)> = parameters
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Value::String(text) => Cow::Borrowed(text.as_str()),
                other => Cow::Owned(other.to_string()),
            };
            (name.as_str(), value)
        })
        .collect();
    let body = text::query(fields.iter().map(|(name, value)| (*name, value.as_ref())));
    OutboundRequest::post(format!("{}{path}", settings.web_base), FORM, body)
}

fn weapi(
    settings: &NeteaseSettings,
    path: &str,
    mut parameters: Map<String, Value>,
    randomness: [u8; 16],
) -> Result<OutboundRequest, SourceError> {
    let token = text::cookie_value(&settings.common.cookie, "__csrf").unwrap_or_default();
    parameters.insert("csrf_token".to_owned(), token.into());
    let json = Value::Object(parameters).to_string();
    let wrapped = crypt::weapi(&json, randomness, &settings.weapi_modulus)
        .ok_or_else(|| SourceError::new(Outcome::UpstreamError, "weapi_modulus is no number"))?;
    let body = text::query([
        ("params", wrapped.params.as_str()),
        ("encSecKey", wrapped.enc_sec_key.as_str()),
    ]);
    let url = format!("{}/weapi{}", settings.web_base, below_api(path));
    Ok(OutboundRequest::post(url, FORM, body))
}

fn eapi<H: Host>(
    settings: &NeteaseSettings,
    path: &str,
    mut parameters: Map<String, Value>,
    host: &H,
) -> OutboundRequest {
    let millis = host.clock().now().as_millis();
    let serial = u32::from_le_bytes(host.entropy().bytes()) % 1000;
    let mut header = json!({
        "os": "pc",
        "appver": APP_VERSION,
        "deviceId": "",
        "requestId": format!("{millis}_{serial:04}"),
    });
    for name in ["MUSIC_U", "MUSIC_A"] {
        if let Some(value) = text::cookie_value(&settings.common.cookie, name) {
            header[name] = value.into();
        }
    }
    parameters.insert("header".to_owned(), header);
    let json = Value::Object(parameters).to_string();
    let body = text::query([("params", crypt::eapi(path, &json).as_str())]);
    OutboundRequest::post(format!("{}/eapi{}", settings.eapi_base, below_api(path)), FORM, body)
}

fn below_api(path: &str) -> &str {
    path.strip_prefix("/api").unwrap_or(path)
}
