//! The worker's variables and secrets.

use wasm_shared::{
    IsolateConfig, auth::service_token::ServiceKey, crypto::SealingKey, settings::Settings,
};
use worker::{Env, Error, Result};

/// Reads `ORIGIN_URL`, the secret `SERVICE_KEY` (an Ed25519 seed in base64url) and `SETTINGS` (what
/// differs from the defaults, JSON; may be absent). `SEALING_KEY` opens what is sealed in it: 32 bytes
/// in base64url, wanted only where something is.
pub fn read(env: &Env) -> Result<IsolateConfig> {
    let origin_url = required(env, "ORIGIN_URL")?.trim_end_matches('/').to_owned();
    let service_key = ServiceKey::from_seed(&required(env, "SERVICE_KEY")?, "edge")
        .map_err(|error| Error::RustError(format!("SERVICE_KEY: {error}")))?;
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
    Ok(IsolateConfig { edge_kind: "cloudflare", origin_url, service_key, settings })
}

fn required(env: &Env, name: &str) -> Result<String> {
    // Secrets and variables are read the same way.
    let value = env.var(name).map(|value| value.to_string()).unwrap_or_default();
    if value.is_empty() {
        return Err(Error::RustError(format!("the variable {name} is not set")));
    }
    Ok(value)
}
