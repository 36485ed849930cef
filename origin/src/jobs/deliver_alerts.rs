use std::{sync::Arc, time::Duration};

use crate::{accounts::Fault, alerts::Alerts};

pub(super) const PERIOD: Duration = Duration::from_secs(5);

/// Tells the webhook what is due.
pub(super) async fn run(alerts: Arc<Alerts>) -> Result<(), Fault> {
    let calls = alerts.deliver_due().await?;
    tracing::debug!(calls, "alerts were delivered");
    Ok(())
}
