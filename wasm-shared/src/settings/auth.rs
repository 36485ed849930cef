use serde::{Deserialize, Serialize};

/// What the edge accepts as an access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuthSettings {
    /// `iss` of every token.
    pub issuer: String,
    /// `aud` of every token.
    pub audience: String,
    /// How long the key set is used before it is fetched again, in seconds.
    pub jwks_fresh_s: u64,
    /// The least time between two fetches for a key id that is not known, in seconds.
    pub jwks_cooldown_s: u64,
    /// How many verified tokens one isolate remembers.
    pub remembered_tokens: usize,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self {
            issuer: "https://listen.stream".to_owned(),
            audience: "listen-stream".to_owned(),
            jwks_fresh_s: 600,
            jwks_cooldown_s: 30,
            remembered_tokens: 10_000,
        }
    }
}
