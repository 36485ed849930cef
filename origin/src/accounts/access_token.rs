//! Access tokens: EdDSA JWTs of ten minutes.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jwt_simple::JWTError;
use jwt_simple::prelude::{
    Claims, Duration, Ed25519KeyPair, EdDSAKeyPairLike, EdDSAPublicKeyLike, JWTClaims, Token,
    UnixTimeStamp, VerificationOptions,
};
use uuid::Uuid;
use wasm_shared::auth::{AccessClaims, KeySet};

use crate::{config::TokenSettings, entropy};

/// Ours are below 700 bytes, whatever the device is called.
const MAX_LENGTH: usize = 2048;

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// `sub`
    pub user_id: Uuid,
    /// `did`
    pub device_id: String,
    /// `sid`
    pub session_id: Uuid,
    /// `ver`
    pub token_version: u64,
    /// `exp`
    pub expires_at: DateTime<Utc>,
}

/// Why a token cannot be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessTokenError {
    /// Not one of ours, malformed, or altered.
    #[error("the access token is not valid")]
    Invalid,
    /// Ours, and too old.
    #[error("the access token has expired")]
    Expired,
}

impl AccessToken {
    /// How long a token lives.
    pub const LIFETIME: TimeDelta = TimeDelta::seconds(AccessClaims::LIFETIME_S.cast_signed());

    /// Signs it with `key`, whose id goes into the header. `expires_at` is taken in whole seconds.
    pub(super) fn sign(
        &self,
        key: &Ed25519KeyPair,
        settings: &TokenSettings,
        now: DateTime<Utc>,
    ) -> Result<String, jwt_simple::Error> {
        let custom = AccessClaims {
            did: self.device_id.clone(),
            sid: self.session_id.to_string(),
            ver: self.token_version,
        };
        let lifetime = Duration::from_secs(AccessClaims::LIFETIME_S);
        let mut claims = Claims::with_custom_claims(custom, lifetime)
            .with_issuer(&settings.issuer)
            .with_audience(&settings.audience)
            .with_subject(self.user_id)
            .with_jwt_id(BASE64_URL_SAFE_NO_PAD.encode(entropy::bytes::<16>()));
        claims.issued_at = Some(unix(now));
        claims.invalid_before = None;
        claims.expires_at = Some(unix(self.expires_at));
        key.sign(claims)
    }

    /// Checks signature, issuer, audience and life, and reads the claims. Every option is given:
    /// the library's defaults check neither issuer nor audience and tolerate 15 minutes.
    pub(super) fn verify(
        token: &str,
        keys: &KeySet,
        settings: &TokenSettings,
        now: DateTime<Utc>,
    ) -> Result<Self, AccessTokenError> {
        if token.len() > MAX_LENGTH {
            return Err(AccessTokenError::Invalid);
        }
        let metadata = Token::decode_metadata(token).map_err(|_| AccessTokenError::Invalid)?;
        let key =
            metadata.key_id().and_then(|kid| keys.get(kid)).ok_or(AccessTokenError::Invalid)?;
        let options = VerificationOptions {
            reject_before: None,
            // We made it: a clock of another origin may be a moment ahead of ours.
            accept_future: true,
            allowed_issuers: Some([settings.issuer.clone()].into()),
            allowed_audiences: Some([settings.audience.clone()].into()),
            time_tolerance: Some(Duration::from_secs(0)),
            max_validity: None,
            max_token_length: Some(MAX_LENGTH),
            max_header_length: Some(256),
            artificial_time: Some(unix(now)),
            ..VerificationOptions::default()
        };
        let claims =
            key.verify_token::<AccessClaims>(token, Some(options)).map_err(|error| match error
                .downcast_ref::<JWTError>(
            ) {
                Some(JWTError::TokenHasExpired) => AccessTokenError::Expired,
                _ => AccessTokenError::Invalid,
            })?;
        Self::from_claims(claims).ok_or(AccessTokenError::Invalid)
    }

    fn from_claims(claims: JWTClaims<AccessClaims>) -> Option<Self> {
        let expires_at = i64::try_from(claims.expires_at?.as_secs()).ok()?;
        Some(Self {
            user_id: claims.subject?.parse().ok()?,
            device_id: claims.custom.did,
            session_id: claims.custom.sid.parse().ok()?,
            token_version: claims.custom.ver,
            expires_at: DateTime::from_timestamp_secs(expires_at)?,
        })
    }
}

fn unix(instant: DateTime<Utc>) -> UnixTimeStamp {
    UnixTimeStamp::from_secs(u64::try_from(instant.timestamp()).unwrap_or(0))
}
