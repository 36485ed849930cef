use serde::{Deserialize, Serialize};

/// What the edge accepts as an access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// How long an isolate goes by what it last found out about a token's version, in seconds.
    pub version_memory_s: u64,
    /// How old the origin's word on a token version may be when it comes from the store, in seconds.
    /// The sum of the two is how long a revoked token may still read.
    pub version_store_s: u64,
    /// Whether a token is only accepted from the network it was made for.
    pub strict: bool,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self {
            issuer: "https://listen.stream".to_owned(),
            audience: "listen-stream".to_owned(),
            jwks_fresh_s: 600,
            jwks_cooldown_s: 30,
            remembered_tokens: 10_000,
            version_memory_s: 15,
            version_store_s: 60,
            strict: false,
        }
    }
}
