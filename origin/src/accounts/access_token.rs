//! Access tokens: JWTs of ten minutes, signed with Ed25519.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jwt_simple::prelude::{Claims, Duration, Ed25519KeyPair, EdDSAKeyPairLike, UnixTimeStamp};
use uuid::Uuid;
use wasm_shared::{
    auth::{AccessClaims, KeySet, Principal, TokenError, verify},
    ports::Timestamp,
    settings::AuthSettings,
};

use crate::entropy;

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
    /// `net`: what it is bound to in strict mode; `None` when the client's address was not known.
    pub network: Option<String>,
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
        settings: &AuthSettings,
        now: DateTime<Utc>,
    ) -> Result<String, jwt_simple::Error> {
        let custom = AccessClaims {
            did: self.device_id.clone(),
            sid: self.session_id.to_string(),
            ver: self.token_version,
            net: self.network.clone(),
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

    /// Checks signature, issuer, audience and life by the core's rule, which the edges follow too.
    pub(super) fn verify(
        token: &str,
        keys: &KeySet,
        settings: &AuthSettings,
        now: DateTime<Utc>,
    ) -> Result<Self, AccessTokenError> {
        let now = Timestamp::from_millis(now.timestamp_millis());
        let principal = verify(token, keys, settings, now).map_err(|error| match error {
            TokenError::Expired => AccessTokenError::Expired,
            TokenError::Invalid | TokenError::UnknownKey => AccessTokenError::Invalid,
        })?;
        if principal.expires_at <= now {
            return Err(AccessTokenError::Expired);
        }
        Self::from_principal(principal).ok_or(AccessTokenError::Invalid)
    }

    fn from_principal(principal: Principal) -> Option<Self> {
        Some(Self {
            user_id: principal.user_id.parse().ok()?,
            device_id: principal.device_id,
            session_id: principal.session_id.parse().ok()?,
            token_version: principal.token_version,
            network: principal.network,
            expires_at: DateTime::from_timestamp_millis(principal.expires_at.as_millis())?,
        })
    }
}

fn unix(instant: DateTime<Utc>) -> UnixTimeStamp {
    UnixTimeStamp::from_secs(u64::try_from(instant.timestamp()).unwrap_or(0))
}
