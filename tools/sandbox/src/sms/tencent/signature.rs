//! The signature `TC3-HMAC-SHA256`, verified.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::{Refusal, SECRET_ID, SECRET_KEY};

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const SERVICE: &str = "sms";
/// A request's time may differ from the vendor's by five minutes.
const TOLERANCE_S: i64 = 5 * 60;

/// The parts of a POST that are signed.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// The paths that may have been signed.
    pub paths: &'a [&'a str],
    /// Headers.
    pub headers: &'a HeaderMap,
    /// Body.
    pub body: &'a [u8],
}

/// The hex signature of a request over the headers named in `signed`, in that order.
pub fn signature(
    (path, headers, body): (&str, &HeaderMap, &[u8]),
    signed: &[&str],
    at: Timestamp,
    service: &str,
    secret_key: &str,
) -> String {
    let mut lines = String::new();
    for name in signed {
        let _ = writeln!(lines, "{name}:{}", header(headers, name).to_lowercase());
    }
    let canonical = format!(
        "POST\n{path}\n\n{lines}\n{}\n{}",
        signed.join(";"),
        hex::encode(Sha256::digest(body)),
    );
    let date = date(at);
    let to_sign = format!(
        "{ALGORITHM}\n{}\n{date}/{service}/tc3_request\n{}",
        at.as_second(),
        hex::encode(Sha256::digest(canonical)),
    );
    let steps = [date.as_str(), service, "tc3_request", to_sign.as_str()];
    let first = format!("TC3{secret_key}").into_bytes();
    hex::encode(steps.into_iter().fold(first, |key, text| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }))
}

/// Checks a request.
pub(super) fn verify(request: &SignedRequest<'_>, now: Timestamp) -> Result<(), Refusal> {
    let headers = request.headers;
    let malformed = || {
        let message = "请求头部的 Authorization 不符合腾讯云标准。";
        Refusal::new("AuthFailure.InvalidAuthorization", message)
    };
    let fields = header(headers, "authorization").strip_prefix(ALGORITHM).ok_or_else(malformed)?;
    let field = |name: &str| {
        fields.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    };
    let credential = field("Credential").ok_or_else(malformed)?;
    let signed: Vec<&str> = field("SignedHeaders").ok_or_else(malformed)?.split(';').collect();
    let given = field("Signature").ok_or_else(malformed)?;
    if !["content-type", "host"].iter().all(|name| signed.contains(name)) || !signed.is_sorted() {
        return Err(malformed());
    }
    let at = header(headers, "x-tc-timestamp").parse().ok();
    let at = at.and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(|| {
        Refusal::new(
            "MissingParameter",
            "The request is missing a required parameter X-TC-Timestamp.",
        )
    })?;
    let [secret_id, scope @ ..] = &credential.split('/').collect::<Vec<_>>()[..] else {
        return Err(malformed());
    };
    if *scope != [date(at).as_str(), SERVICE, "tc3_request"] {
        let message = "Credential 的日期与 X-TC-Timestamp 不一致。";
        return Err(Refusal::new("AuthFailure.SignatureFailure", message));
    }
    if (at.as_second() - now.as_second()).abs() > TOLERANCE_S {
        return Err(Refusal::new("AuthFailure.SignatureExpire", "签名过期。"));
    }
    if *secret_id != SECRET_ID {
        return Err(Refusal::new("AuthFailure.SecretIdNotFound", "密钥不存在。"));
    }
    let genuine = request.paths.iter().any(|path| {
        let parts = (*path, headers, request.body);
        given == signature(parts, &signed, at, SERVICE, SECRET_KEY)
    });
    if genuine {
        Ok(())
    } else {
        Err(Refusal::new("AuthFailure.SignatureFailure", "请求签名验证失败。"))
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

fn date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vendor's published example.
    #[test]
    fn matches_the_published_vector() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-type", "application/json; charset=utf-8"),
            ("host", "cvm.tencentcloudapi.com"),
            ("x-tc-action", "DescribeInstances"),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let body = r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let at = Timestamp::from_second(1_551_113_065).unwrap();
        let signed = ["content-type", "host", "x-tc-action"];
        assert_eq!(
            signature(("/", &headers, body.as_bytes()), &signed, at, "cvm", &"*".repeat(32)),
            "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
        );
    }
}
