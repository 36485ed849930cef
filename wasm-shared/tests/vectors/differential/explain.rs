//! Why we refuse what the independent implementation accepts, found in the token itself.

use std::{collections::HashSet, fmt};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::commitment::has_small_order;
use crate::issuer::NOW_S;

/// The names of an object's members, repeated ones included.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Names;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Names, M::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = map.next_entry()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

fn names_one_twice(json: &[u8]) -> bool {
    serde_json::from_slice::<Names>(json).is_ok_and(|Names(names)| {
        let distinct: HashSet<&String> = names.iter().collect();
        distinct.len() < names.len()
    })
}

/// What JavaScript reads as JSON and serde does not.
fn json_of_javascript(json: &[u8]) -> Option<&'static str> {
    if json.starts_with(b"\xef\xbb\xbf") {
        return Some("a byte order mark before the JSON");
    }
    let error = serde_json::from_slice::<Value>(json).err()?.to_string();
    if error.contains("recursion") {
        Some("JSON nested deeper than 127")
    } else if error.contains("surrogate") || error.contains("end of hex escape") {
        Some("half a surrogate pair")
    } else if error.contains("out of range") {
        Some("a number beyond any double")
    } else {
        None
    }
}

fn of_header(header: &Value) -> Option<&'static str> {
    if !header["kid"].is_string() {
        return Some("no `kid`, or one that is no text");
    }
    if header["kid"] == "weak" {
        return Some("a key of small order");
    }
    if header["alg"] == "Ed25519" {
        return Some("`alg` says Ed25519");
    }
    if header.as_object()?.keys().any(|name| !["alg", "kid", "typ"].contains(&name.as_str())) {
        return Some("a header member we never write");
    }
    (header["typ"] != "JWT").then_some("no `typ`, or another than JWT")
}

fn of_claims(claims: &Value) -> Option<&'static str> {
    if !claims["sub"].is_string() {
        return Some("`sub` that is no text");
    }
    if !claims["did"].is_string() || !claims["sid"].is_string() || !claims["ver"].is_u64() {
        return Some("no `did`, `sid` or `ver`, or of another type");
    }
    let texts = ["jti", "nonce", "net"].iter().filter_map(|name| claims.get(name));
    if texts.into_iter().any(|value| !value.is_string() && !value.is_null()) {
        return Some("`jti`, `nonce` or `net` that is no text");
    }
    if claims["aud"].as_array().is_some_and(|list| list.iter().any(|one| !one.is_string())) {
        return Some("`aud` names something that is no text");
    }
    let times = ["iat", "exp", "nbf"].map(|name| claims.get(name).and_then(Value::as_f64));
    if times.iter().flatten().any(|time| *time < 0.0) {
        return Some("a time before 1970");
    }
    let [issued_at, expires_at, not_before] = times;
    if expires_at?.trunc() - issued_at?.trunc() > 600.0 {
        return Some("a life of more than 600 s");
    }
    #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
    let now_s = NOW_S as f64;
    if issued_at?.max(not_before.unwrap_or(0.0)) >= now_s + 60.0 {
        return Some("a beginning 60 s ahead");
    }
    if expires_at?.trunc() <= now_s {
        return Some("an end within the second");
    }
    None
}

/// The first reason that holds.
pub fn refusal(token: &str) -> Option<&'static str> {
    let parts: Vec<&str> = token.split('.').collect();
    if token.len() > 2048 {
        return Some("longer than 2,048 bytes");
    }
    if parts[0].len() > 512 {
        return Some("a header longer than 512 bytes");
    }
    let Ok(bytes) =
        parts.iter().map(|part| BASE64_URL_SAFE_NO_PAD.decode(part)).collect::<Result<Vec<_>, _>>()
    else {
        return Some("base64url that is not canonical");
    };
    if let Some(reason) = bytes[..2].iter().find_map(|json| json_of_javascript(json)) {
        return Some(reason);
    }
    if bytes[..2].iter().any(|json| names_one_twice(json)) {
        return Some("a member named twice");
    }
    // Not as JavaScript wrote it again, which tells 1.0 from 1 no longer.
    let header = serde_json::from_slice(&bytes[0]).ok()?;
    let claims = serde_json::from_slice(&bytes[1]).ok()?;
    if let Some(reason) = of_header(&header).or_else(|| of_claims(&claims)) {
        return Some(reason);
    }
    has_small_order(&bytes[2][..32]).then_some("a commitment of small order")
}
