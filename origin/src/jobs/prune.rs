use std::time::Duration;

use crate::{
    clock::Clock,
    store::{self, Store, prune},
};

pub(super) const PERIOD: Duration = Duration::from_hours(1);

/// Deletes what is older than it is kept. Several origins may do so at once.
pub(super) async fn run(store: Store, clock: Clock) -> Result<(), store::Error> {
    let mut connection = store.connection().await?;
    let deleted = prune::run(&mut connection, clock.now()).await?;
    tracing::info!(deleted, "pruned");
    Ok(())
}
