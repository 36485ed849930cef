use std::{sync::Arc, time::Duration};

use crate::{
    accounts::Fault,
    library::{Library, Pruned},
};

pub(super) const PERIOD: Duration = Duration::from_hours(1);

/// Deletes what of the libraries is older than it is kept.
pub(super) async fn run(library: Arc<Library>) -> Result<(), Fault> {
    let Pruned { history, deletions, keys, imports } = library.prune().await?;
    tracing::info!(history, deletions, keys, imports, "libraries were pruned");
    Ok(())
}
