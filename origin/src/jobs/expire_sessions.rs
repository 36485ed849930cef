use std::{sync::Arc, time::Duration};

use crate::accounts::{Accounts, Fault};

pub(super) const PERIOD: Duration = Duration::from_hours(1);

/// Ends the sessions that nobody refreshed in time. Several origins may do so at once.
pub(super) async fn run(accounts: Arc<Accounts>) -> Result<(), Fault> {
    accounts.expire_sessions().await
}
