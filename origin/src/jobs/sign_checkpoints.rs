use std::{sync::Arc, time::Duration};

use crate::audit::{Audit, CheckpointError};

/// The name of its runs: a rule of alerts looks for it.
pub const SIGN_CHECKPOINTS: &str = "sign checkpoints";

/// What is altered sooner than this after it was recorded is found by its number only if the chain was
/// not chained anew.
pub(super) const PERIOD: Duration = Duration::from_secs(5);

/// Signs what was recorded since the last run.
pub(super) async fn run(audit: Arc<Audit>) -> Result<(), CheckpointError> {
    audit.sign_checkpoints().await.map(drop)
}
