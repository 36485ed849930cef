use std::error::Error;

use crate::{config::Settings, store::Store};

/// Applies every migration that is missing.
pub(super) async fn up(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let store = Store::new(&settings.database)?;
    store.migrate_up().await?;
    tracing::info!("the schema is up to date");
    store.close().await;
    Ok(())
}

/// Reverts the last migration, or all.
pub(super) async fn down(settings: &Settings, all: bool) -> Result<(), Box<dyn Error>> {
    let store = Store::new(&settings.database)?;
    let reverted = store.migrate_down(all).await?;
    tracing::info!(?reverted, "migrations were reverted");
    store.close().await;
    Ok(())
}
