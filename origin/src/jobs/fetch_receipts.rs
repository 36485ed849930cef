use std::{sync::Arc, time::Duration};

use crate::{sms::Sms, store};

/// Receipts arrive within seconds or hours; nobody waits for one.
pub(super) const PERIOD: Duration = Duration::from_secs(30);

/// Asks the vendors what became of messages. Several origins may do so at once.
pub(super) async fn run(sms: Arc<Sms>) -> Result<(), store::Error> {
    let settled = sms.fetch_receipts().await?;
    tracing::debug!(settled, "receipts were fetched");
    Ok(())
}
