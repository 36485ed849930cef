use serde::{Deserialize, Serialize};

/// What an access token says beside the registered claims (`iss, aud, sub, iat, exp, jti`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The device, as it named itself at sign-in.
    pub did: String,
    /// The session.
    pub sid: String,
    /// The user's token version when the token was made.
    pub ver: u64,
    /// The network the token was made for, as [`network_binding`](super::network_binding) writes
    /// it; absent when the client's address was not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net: Option<String>,
}

impl AccessClaims {
    /// How long an access token lives, in seconds.
    pub const LIFETIME_S: u64 = 600;
}
