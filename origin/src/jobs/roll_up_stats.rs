use std::{sync::Arc, time::Duration};

use crate::{stats::Statistics, store};

/// How old a day's figures may be.
pub(super) const PERIOD: Duration = Duration::from_mins(1);

/// Adds up the days that are not final.
pub(super) async fn run(statistics: Arc<Statistics>) -> Result<(), store::Error> {
    let days = statistics.roll_up().await?;
    tracing::debug!(days, "statistics were added up");
    Ok(())
}
