use std::{error::Error, sync::Arc};

use chrono::SecondsFormat;

use crate::{accounts::SigningKeys, clock::Clock, config::Settings, store::Store, vault::Vault};

/// Rotates the signing keys. Origins that serve notice within a minute.
pub(super) async fn rotate(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let (store, keys) = open(settings).await?;
    keys.rotate().await?;
    tracing::info!("the signing keys were rotated");
    store.close().await;
    Ok(())
}

/// Prints one line for each key: name, state, since when.
#[expect(clippy::print_stdout, reason = "this is what was asked for")]
pub(super) async fn list(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let (store, keys) = open(settings).await?;
    for key in keys.list().await? {
        let since = key.since.to_rfc3339_opts(SecondsFormat::Secs, true);
        println!("{}  {:<8}  {since}", key.id, key.state.as_str());
    }
    store.close().await;
    Ok(())
}

async fn open(settings: &Settings) -> Result<(Store, SigningKeys), Box<dyn Error>> {
    let store = Store::new(&settings.database)?;
    let vault = Arc::new(Vault::new(settings.secret_key.expose()));
    let keys = SigningKeys::open(store.clone(), vault, Clock::system()).await?;
    Ok((store, keys))
}
