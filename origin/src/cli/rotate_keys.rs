use std::{error::Error, sync::Arc};

use crate::{accounts::SigningKeys, clock::Clock, config::Settings, store::Store, vault::Vault};

/// Rotates the signing keys. Origins that serve notice within a minute.
pub(super) async fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let store = Store::new(&settings.database)?;
    let vault = Arc::new(Vault::new(settings.secret_key.expose()));
    let keys = SigningKeys::open(store.clone(), vault, Clock::system()).await?;
    keys.rotate().await?;
    tracing::info!("the signing keys were rotated");
    store.close().await;
    Ok(())
}
