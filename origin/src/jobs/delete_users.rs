use std::{sync::Arc, time::Duration};

use crate::accounts::{Accounts, Fault};

pub(super) const PERIOD: Duration = Duration::from_hours(1);

/// Deletes the accounts whose grace period is over. Several origins may do so at once.
pub(super) async fn run(accounts: Arc<Accounts>) -> Result<(), Fault> {
    let deleted = accounts.delete_due_users().await?;
    tracing::info!(deleted, "accounts that were due are deleted");
    Ok(())
}
