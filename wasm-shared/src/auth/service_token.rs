//! The token that edge and origin show each other: Ed25519, at most 60 s, used once.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jwt_simple::prelude::{
    Claims, Ed25519KeyPair, Ed25519PublicKey, EdDSAKeyPairLike, EdDSAPublicKeyLike, NoCustomClaims,
    UnixTimeStamp, VerificationOptions,
};

use crate::ports::Timestamp;

/// The longest life of a service token.
pub const LIFETIME: Duration = Duration::from_mins(1);
/// How far the two clocks may be apart.
pub const SKEW: Duration = Duration::from_secs(5);
/// A service token is about 300 bytes.
const MAX_LENGTH: usize = 1024;

/// Who a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Calls from an edge to the origin.
    Origin,
    /// Calls from the origin to an edge.
    Edge,
}

impl Audience {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Edge => "edge",
        }
    }
}

/// Why a token was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServiceTokenError {
    /// The key is not 32 bytes in base64url.
    #[error("a service key is 32 bytes in base64url")]
    Key,
    /// Not signed by that key, expired, or for somebody else.
    #[error("the service token is not valid")]
    Invalid,
}

/// The half that signs.
pub struct ServiceKey {
    pair: Ed25519KeyPair,
    issuer: String,
}

impl ServiceKey {
    /// From the seed (RFC 8032) in base64url without padding. `issuer` names the caller.
    pub fn from_seed(seed: &str, issuer: impl Into<String>) -> Result<Self, ServiceTokenError> {
        let seed = BASE64_URL_SAFE_NO_PAD.decode(seed).map_err(|_| ServiceTokenError::Key)?;
        let seed: [u8; 32] = seed.try_into().map_err(|_| ServiceTokenError::Key)?;
        let pair = ed25519_compact::KeyPair::from_seed(ed25519_compact::Seed::new(seed));
        let pair = Ed25519KeyPair::from_bytes(&*pair).map_err(|_| ServiceTokenError::Key)?;
        Ok(Self { pair, issuer: issuer.into() })
    }

    /// The public half in base64url, as the other side's settings list it.
    pub fn public_key(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.pair.public_key().to_bytes())
    }

    /// A token for one call. `token_id` must be fresh from the host's generator.
    pub fn sign(
        &self,
        audience: Audience,
        now: Timestamp,
        token_id: [u8; 16],
    ) -> Result<String, ServiceTokenError> {
        let mut claims = Claims::create(coarse(LIFETIME))
            .with_issuer(&self.issuer)
            .with_audience(audience.as_str())
            .with_jwt_id(BASE64_URL_SAFE_NO_PAD.encode(token_id));
        claims.issued_at = Some(unix(now));
        claims.invalid_before = None;
        claims.expires_at = Some(unix(now + LIFETIME));
        self.pair.sign(claims).map_err(|_| ServiceTokenError::Invalid)
    }
}

/// What a valid token said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceToken {
    /// The caller.
    pub issuer: String,
    /// To be remembered until [`Self::expires_at`]: a second use is a replay.
    pub token_id: String,
    /// The end of the token's life.
    pub expires_at: Timestamp,
}

/// The half that verifies.
pub struct ServicePublicKey(Ed25519PublicKey);

impl ServicePublicKey {
    /// From 32 bytes in base64url without padding.
    pub fn parse(text: &str) -> Result<Self, ServiceTokenError> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| ServiceTokenError::Key)?;
        Ed25519PublicKey::from_bytes(&bytes).map(Self).map_err(|_| ServiceTokenError::Key)
    }

    /// Checks signature, audience and life. Whether it was used before is for the caller to know.
    pub fn verify(
        &self,
        token: &str,
        audience: Audience,
        now: Timestamp,
    ) -> Result<ServiceToken, ServiceTokenError> {
        let options = VerificationOptions {
            artificial_time: Some(unix(now)),
            time_tolerance: Some(coarse(SKEW)),
            max_validity: Some(coarse(LIFETIME + SKEW)),
            allowed_audiences: Some([audience.as_str().to_owned()].into()),
            max_token_length: Some(MAX_LENGTH),
            ..VerificationOptions::default()
        };
        let claims = self
            .0
            .verify_token::<NoCustomClaims>(token, Some(options))
            .map_err(|_| ServiceTokenError::Invalid)?;
        match (claims.issuer, claims.jwt_id, claims.issued_at, claims.expires_at) {
            (Some(issuer), Some(token_id), Some(issued_at), Some(expires_at))
                if expires_at.as_secs() - issued_at.as_secs() <= LIFETIME.as_secs() =>
            {
                let expires_at =
                    i64::try_from(expires_at.as_secs()).map_err(|_| ServiceTokenError::Invalid)?;
                Ok(ServiceToken { issuer, token_id, expires_at: Timestamp::from_secs(expires_at) })
            }
            _ => Err(ServiceTokenError::Invalid),
        }
    }
}

fn coarse(duration: Duration) -> jwt_simple::prelude::Duration {
    jwt_simple::prelude::Duration::from_secs(duration.as_secs())
}

fn unix(timestamp: Timestamp) -> UnixTimeStamp {
    UnixTimeStamp::from_secs(u64::try_from(timestamp.as_secs()).unwrap_or(0))
}
