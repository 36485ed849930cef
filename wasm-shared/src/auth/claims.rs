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
}

impl AccessClaims {
    /// How long an access token lives, in seconds.
    pub const LIFETIME_S: u64 = 600;
}
