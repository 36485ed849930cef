use std::{sync::Arc, time::Duration};

use crate::{alerts::Alerts, store};

/// How long something may go unnoticed.
pub(super) const PERIOD: Duration = Duration::from_secs(5);

/// Looks for what administrators should hear of.
pub(super) async fn run(alerts: Arc<Alerts>) -> Result<(), store::Error> {
    for event in alerts.evaluate().await? {
        tracing::warn!(%event, "an alert was opened");
    }
    Ok(())
}
