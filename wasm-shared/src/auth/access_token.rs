use jwt_simple::prelude::{EdDSAPublicKeyLike, Token, UnixTimeStamp, VerificationOptions};

use super::{AccessClaims, KeySet, Principal};
use crate::{http::Code, ports::Timestamp, settings::AuthSettings};

/// The longest token that is looked at. Ours are about 500 bytes.
pub const MAX_LENGTH: usize = 2048;
const MAX_HEADER_LENGTH: usize = 512;
/// How far the origin's clock may be ahead of ours, in seconds.
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

/// The name of the key a token says it is signed with.
///
/// # Errors
/// [`TokenError::Invalid`] for anything but a short header that names `EdDSA` and a key.
pub fn key_id(token: &str) -> Result<String, TokenError> {
    if token.len() > MAX_LENGTH {
        return Err(TokenError::Invalid);
    }
    let metadata = Token::decode_metadata(token).map_err(|_| TokenError::Invalid)?;
    match metadata.key_id() {
        Some(kid) if metadata.algorithm() == "EdDSA" => Ok(kid.to_owned()),
        _ => Err(TokenError::Invalid),
    }
}

/// Verifies an access token: signature, issuer, audience and life. Its end is exact; its beginning
/// may lie [`CLOCK_SKEW_S`] ahead.
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
    if begins_at.as_secs() > now_s + CLOCK_SKEW_S || life_s > AccessClaims::LIFETIME_S {
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
