//! The signature `ACS3-HMAC-SHA256`, verified.

use std::fmt::Write as _;

use axum::http::{HeaderMap, Method, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use url::form_urlencoded;

use super::{KEY_ID, KEY_SECRET, Refusal};

const ALGORITHM: &str = "ACS3-HMAC-SHA256";
/// A request's time may differ from the vendor's by fifteen minutes.
pub(super) const TOLERANCE_S: i64 = 15 * 60;
/// RFC 3986: everything but letters, digits and `-_.~`.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The parts of a request that are signed.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// HTTP method.
    pub method: &'a Method,
    /// Query as sent, without `?`.
    pub query: &'a str,
    /// Headers.
    pub headers: &'a HeaderMap,
    /// Body.
    pub body: &'a [u8],
}

/// The hex signature of a request to `path` over the headers named in `signed` (in that order, lower
/// case).
pub fn signature(request: &SignedRequest<'_>, path: &str, signed: &[&str], secret: &str) -> String {
    let mut query: Vec<(String, String)> = form_urlencoded::parse(request.query.as_bytes())
        .map(|(name, value)| (encode(&name), encode(&value)))
        .collect();
    query.sort();
    let query: Vec<String> =
        query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut headers = String::new();
    for name in signed {
        let _ = writeln!(headers, "{name}:{}", header(request.headers, name));
    }
    let canonical = format!(
        "{}\n{path}\n{}\n{headers}\n{}\n{}",
        request.method,
        query.join("&"),
        signed.join(";"),
        hex::encode(Sha256::digest(request.body)),
    );
    let to_sign = format!("{ALGORITHM}\n{}", hex::encode(Sha256::digest(canonical)));
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(to_sign.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// Checks a request against every one of `paths` and gives back its nonce.
pub(super) fn verify(
    request: &SignedRequest<'_>,
    paths: &[&str],
    now: Timestamp,
) -> Result<String, Refusal> {
    let bad = |code, message: &str| Refusal::new(StatusCode::BAD_REQUEST, code, message);
    let incomplete = || {
        bad("IncompleteSignature", "The request signature does not conform to Aliyun standards.")
    };
    let authorization = header(request.headers, "authorization");
    let fields = authorization.strip_prefix(ALGORITHM).ok_or_else(incomplete)?;
    let field = |name: &str| {
        fields.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    };
    let credential = field("Credential").ok_or_else(incomplete)?;
    let signed: Vec<&str> = field("SignedHeaders").ok_or_else(incomplete)?.split(';').collect();
    let given = field("Signature").ok_or_else(incomplete)?;
    let required = ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"];
    let nonce = header(request.headers, "x-acs-signature-nonce");
    if required.iter().any(|name| !signed.contains(name)) || nonce.is_empty() {
        return Err(incomplete());
    }
    if credential != KEY_ID {
        let message = "Specified access key is not found.";
        return Err(Refusal::new(StatusCode::NOT_FOUND, "InvalidAccessKeyId.NotFound", message));
    }
    let date: Timestamp = header(request.headers, "x-acs-date")
        .parse()
        .map_err(|_| bad("InvalidTimeStamp.Format", "Specified time stamp is not well formed."))?;
    if (date.as_second() - now.as_second()).abs() > TOLERANCE_S {
        return Err(bad("InvalidTimeStamp.Expired", "Specified time stamp is expired."));
    }
    let body = header(request.headers, "x-acs-content-sha256");
    let genuine = body.eq_ignore_ascii_case(&hex::encode(Sha256::digest(request.body)))
        && paths.iter().any(|path| signature(request, path, &signed, KEY_SECRET) == given);
    if !genuine {
        let message = "Specified signature is not matched with our calculation.";
        return Err(bad("SignatureDoesNotMatch", message));
    }
    Ok(nonce.to_owned())
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vendor's published example.
    #[test]
    fn matches_the_published_vector() {
        let mut headers = HeaderMap::new();
        let empty = hex::encode(Sha256::digest(b""));
        for (name, value) in [
            ("host", "ecs.cn-shanghai.aliyuncs.com"),
            ("x-acs-action", "RunInstances"),
            ("x-acs-content-sha256", &empty),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-05-26"),
        ] {
            headers.insert(name.parse::<axum::http::HeaderName>().unwrap(), value.parse().unwrap());
        }
        let request = SignedRequest {
            method: &Method::POST,
            query: "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd\
                    &RegionId=cn-shanghai",
            headers: &headers,
            body: b"",
        };
        let signed = [
            "host",
            "x-acs-action",
            "x-acs-content-sha256",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-version",
        ];
        assert_eq!(
            signature(&request, "/", &signed, "YourAccessKeySecret"),
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }
}
