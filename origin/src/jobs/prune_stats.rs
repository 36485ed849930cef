use std::{sync::Arc, time::Duration};

use crate::{stats::Statistics, store};

pub(super) const PERIOD: Duration = Duration::from_hours(1);

/// Deletes statistics that are older than they are kept.
pub(super) async fn run(statistics: Arc<Statistics>) -> Result<(), store::Error> {
    let deleted = statistics.prune().await?;
    tracing::info!(deleted, "statistics were pruned");
    Ok(())
}
