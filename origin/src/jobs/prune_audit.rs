use std::{sync::Arc, time::Duration};

use crate::audit::{Audit, PruneError};

pub(super) const PERIOD: Duration = Duration::from_hours(24);

/// Lets go the records of the audit that are older than they are kept.
pub(super) async fn run(audit: Arc<Audit>) -> Result<(), PruneError> {
    audit.prune().await
}
