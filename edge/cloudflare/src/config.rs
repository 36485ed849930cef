//! The worker's variables and secrets.

use wasm_shared::{IsolateConfig, Variables};
use worker::{Env, Error, Result};

/// Reads the variables of [`Variables`].
pub fn read(env: &Env) -> Result<IsolateConfig> {
    let variables = Variables {
        origin_url: variable(env, "ORIGIN_URL"),
        service_key: variable(env, "SERVICE_KEY"),
        origin_public_key: variable(env, "ORIGIN_PUBLIC_KEY"),
        settings: variable(env, "SETTINGS"),
        sealing_key: variable(env, "SEALING_KEY"),
    };
    IsolateConfig::from_variables("cloudflare", &variables)
        .map_err(|error| Error::RustError(error.to_string()))
}

/// A variable's value, empty when it is not set. Secrets are read the same way.
fn variable(env: &Env, name: &str) -> String {
    env.var(name).map(|value| value.to_string()).unwrap_or_default()
}
