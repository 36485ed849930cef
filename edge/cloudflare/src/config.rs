//! The worker's variables and secrets.

use wasm_shared::{
    IsolateConfig,
    auth::service_token::{ServiceKey, ServicePublicKey},
    crypto::SealingKey,
    settings::Settings,
};
use worker::{Env, Error, Result};

/// Reads `ORIGIN_URL`, the secret `SERVICE_KEY` (an Ed25519 seed in base64url), `ORIGIN_PUBLIC_KEY`
/// (what the origin signs its calls with, several separated by commas; without it none is let in) and
/// `SETTINGS` (what differs from the defaults, JSON; may be absent; releases are laid over it).
/// `SEALING_KEY` opens what is sealed in it and in releases: 32 bytes in base64url, wanted only where
/// something is.
pub fn read(env: &Env) -> Result<IsolateConfig> {
    let origin_url = required(env, "ORIGIN_URL")?.trim_end_matches('/').to_owned();
    let service_key = ServiceKey::from_seed(&required(env, "SERVICE_KEY")?, "edge")
        .map_err(|error| Error::RustError(format!("SERVICE_KEY: {error}")))?;
    let origin_public_keys = optional(env, "ORIGIN_PUBLIC_KEY")
        .split(',')
        .map(str::trim)
        .filter(|key| !key.is_empty())
        .map(ServicePublicKey::parse)
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Error::RustError(format!("ORIGIN_PUBLIC_KEY: {error}")))?;
    let mut settings = match env.var("SETTINGS") {
        Ok(document) => Settings::parse(&document.to_string())
            .map_err(|error| Error::RustError(format!("SETTINGS: {error}")))?,
        Err(_) => Settings::default(),
    };
    let sealing_key = match env.var("SEALING_KEY") {
        Ok(key) => Some(
            SealingKey::from_base64url(&key.to_string())
                .map_err(|error| Error::RustError(format!("SEALING_KEY: {error}")))?,
        ),
        Err(_) => None,
    };
    settings
        .open_secrets(sealing_key.as_ref())
        .map_err(|error| Error::RustError(format!("SETTINGS: {error}")))?;
    Ok(IsolateConfig {
        edge_kind: "cloudflare",
        origin_url,
        service_key,
        origin_public_keys,
        settings,
        sealing_key,
    })
}

fn required(env: &Env, name: &str) -> Result<String> {
    let value = optional(env, name);
    if value.is_empty() {
        return Err(Error::RustError(format!("the variable {name} is not set")));
    }
    Ok(value)
}

/// A variable's value, empty when it is not set. Secrets are read the same way.
fn optional(env: &Env, name: &str) -> String {
    env.var(name).map(|value| value.to_string()).unwrap_or_default()
}
