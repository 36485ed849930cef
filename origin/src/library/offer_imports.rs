use chrono::TimeDelta;
use uuid::Uuid;

use super::Library;
use crate::{accounts::Fault, store::import_jobs};

/// How many at once: an edge works on all of them in one answer's time.
const BATCH: i64 = 4;
/// A job that moved this lately is somebody's just now.
const REST: TimeDelta = TimeDelta::seconds(30);

/// A running import that nobody goes on with, and a session of its user to go on for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the tables")]
pub struct WaitingImport {
    pub id: Uuid,
    pub user_id: Uuid,
    pub device_id: String,
    pub session_id: Uuid,
    pub token_version: u64,
}

impl Library {
    /// Up to four imports that nobody went on with for half a minute, those first whose turn was the
    /// longest time ago. Their next turn is half a minute from now, whatever comes of this one. A user
    /// who is signed in nowhere waits.
    pub async fn take_waiting_imports(&self) -> Result<Vec<WaitingImport>, Fault> {
        let now = self.accounts.clock.now();
        let mut connection = self.accounts.store.connection().await?;
        Ok(import_jobs::take_waiting(&mut connection, now - REST, now, BATCH).await?)
    }
}
