use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jwt_simple::prelude::{EdDSAPublicKeyLike, UnixTimeStamp, VerificationOptions};
use serde::Deserialize;

use super::{AccessClaims, KeySet, Principal};
use crate::{http::Code, json, ports::Timestamp, settings::AuthSettings};

/// The longest token that is looked at. Ours are about 500 bytes.
pub const MAX_LENGTH: usize = 2048;
const MAX_HEADER_LENGTH: usize = 512;
/// The origin's clock may be ahead of ours by less than this, in seconds.
const CLOCK_SKEW_S: u64 = 60;

/// Why a token was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of ours, malformed, or altered.
    #[error("not valid")]
    Invalid,
    /// Past its `exp`.
    #[error("expired")]
    Expired,
    /// Signed by a key that is not known.
    #[error("unknown key")]
    UnknownKey,
}

impl TokenError {
    /// The code of the contract.
    pub const fn code(self) -> Code {
        match self {
            Self::Expired => Code::TokenExpired,
            Self::Invalid | Self::UnknownKey => Code::TokenInvalid,
        }
    }
}

/// The header our origin writes. Members with which a token would say how it is to be verified,
/// `crit` and `jwk` among them, have no place in it, nor has anything else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// The name of the key a token says it is signed with.
///
/// # Errors
/// [`TokenError::Invalid`] for anything but a header of ours that names `EdDSA` and a key.
pub fn key_id(token: &str) -> Result<String, TokenError> {
    if token.len() > MAX_LENGTH {
        return Err(TokenError::Invalid);
    }
    let header = token.split('.').next().unwrap_or_default();
    let header = BASE64_URL_SAFE_NO_PAD.decode(header).map_err(|_| TokenError::Invalid)?;
    // Serde would read a list as the members in their order.
    if !header.trim_ascii_start().starts_with(b"{") {
        return Err(TokenError::Invalid);
    }
    match json::from_bytes(&header) {
        Ok(Header { alg, kid, typ }) if alg == "EdDSA" && typ == "JWT" => Ok(kid),
        _ => Err(TokenError::Invalid),
    }
}

/// Verifies an access token: signature, issuer, audience and life. Its end is exact; its beginning
/// may lie less than [`CLOCK_SKEW_S`] ahead.
pub fn verify(
    token: &str,
    keys: &KeySet,
    settings: &AuthSettings,
    now: Timestamp,
) -> Result<Principal, TokenError> {
    let kid = key_id(token)?;
    let key = keys.get(&kid).ok_or(TokenError::UnknownKey)?;
    let none = jwt_simple::prelude::Duration::from_secs(0);
    let options = VerificationOptions {
        artificial_time: Some(UnixTimeStamp::from_secs(
            u64::try_from(now.as_secs()).map_err(|_| TokenError::Invalid)?,
        )),
        time_tolerance: Some(none),
        max_validity: None,
        // The library would allow no skew here; the beginning is looked at below.
        accept_future: true,
        required_key_id: Some(kid),
        allowed_issuers: Some([settings.issuer.clone()].into()),
        allowed_audiences: Some([settings.audience.clone()].into()),
        max_token_length: Some(MAX_LENGTH),
        max_header_length: Some(MAX_HEADER_LENGTH),
        ..VerificationOptions::default()
    };
    let claims =
        key.verify_token::<AccessClaims>(token, Some(options)).map_err(|error| {
            match error.downcast_ref() {
                Some(jwt_simple::JWTError::TokenHasExpired) => TokenError::Expired,
                _ => TokenError::Invalid,
            }
        })?;
    let (Some(user_id), Some(expires_at), Some(issued_at)) =
        (claims.subject, claims.expires_at, claims.issued_at)
    else {
        return Err(TokenError::Invalid);
    };
    let now_s = u64::try_from(now.as_secs()).map_err(|_| TokenError::Invalid)?;
    let begins_at = claims.invalid_before.map_or(issued_at, |before| before.max(issued_at));
    let life_s = expires_at.as_secs().saturating_sub(issued_at.as_secs());
    // Fractions of a second were cut off, so the bound itself is past it.
    if begins_at.as_secs() >= now_s + CLOCK_SKEW_S || life_s > AccessClaims::LIFETIME_S {
        return Err(TokenError::Invalid);
    }
    if now_s >= expires_at.as_secs() {
        return Err(TokenError::Expired);
    }
    let expires_at = i64::try_from(expires_at.as_secs()).map_err(|_| TokenError::Invalid)?;
    Ok(Principal {
        user_id,
        device_id: claims.custom.did,
        session_id: claims.custom.sid,
        token_version: claims.custom.ver,
        network: claims.custom.net,
        expires_at: Timestamp::from_secs(expires_at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(header: impl AsRef<[u8]>) -> Result<String, TokenError> {
        key_id(&format!("{}.e30.AAAA", BASE64_URL_SAFE_NO_PAD.encode(header)))
    }

    #[test]
    fn only_a_header_of_ours_names_a_key() {
        let ours = br#"{"typ":"JWT","alg":"EdDSA","kid":"current"}"#;
        assert_eq!(key_of(ours), Ok("current".to_owned()));
        for header in [
            &br#"["EdDSA","current","JWT"]"#[..],
            br#"{"typ":"JWT","alg":"Ed25519","kid":"current"}"#,
            br#"{"typ":"JWT","alg":"EdDSA"}"#,
            br#"{"typ":"JOSE","alg":"EdDSA","kid":"current"}"#,
            br#"{"typ":"JWT","alg":"EdDSA","kid":"current","crit":[]}"#,
            br#"{"typ":"JWT","alg":"EdDSA","kid":"current","crit":null}"#,
            br#"{"typ":"JWT","alg":"EdDSA","kid":"current","kid":"current"}"#,
            br#"{"typ":"JWT","alg":"EdDSA","kid":"current","jwk":"{}"}"#,
            b"{\"typ\":\"JWT\",\"alg\":\"EdDSA\",\"kid\":\"current\",\"x\":\"\xff\"}",
            br#"{"typ":"JWT","alg":"EdDSA","kid":"current"}}"#,
            b"",
        ] {
            let case = String::from_utf8_lossy(header);
            assert_eq!(key_of(header), Err(TokenError::Invalid), "{case}");
        }
    }
}
