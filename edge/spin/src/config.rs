//! The application's variables.

use spin_sdk::variables::{self, Error};
use wasm_shared::{IsolateConfig, Variables};

/// Reads the variables that the manifest gives the component: those of [`Variables`], in lower case.
pub async fn read() -> Result<IsolateConfig, String> {
    let variables = Variables {
        origin_url: variable("origin_url").await?,
        service_key: variable("service_key").await?,
        origin_public_key: variable("origin_public_key").await?,
        settings: variable("settings").await?,
        sealing_key: variable("sealing_key").await?,
    };
    IsolateConfig::from_variables("spin", &variables)
        .map(|config| IsolateConfig { stores_at_once: true, ..config })
        .map_err(|error| error.to_string())
}

/// A variable's value, empty when it is not set.
async fn variable(name: &str) -> Result<String, String> {
    match variables::get(name).await {
        Ok(value) => Ok(value),
        Err(Error::Undefined(_)) => Ok(String::new()),
        Err(error) => Err(format!("{name}: {error}")),
    }
}
