use chrono::TimeDelta;

use super::{Library, idempotency};
use crate::{
    accounts::Fault,
    store::prune_library::{self, Cutoffs},
};

/// A device that was away for longer reads its library anew.
const DELETIONS_KEPT: TimeDelta = TimeDelta::days(90);
/// Whoever imported a list has seen by then what was not found.
const IMPORTS_KEPT: TimeDelta = TimeDelta::days(30);

/// What was pruned, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Pruned {
    pub history: u64,
    pub deletions: u64,
    pub keys: u64,
    pub imports: u64,
}

impl Library {
    /// Deletes what is older than it is kept, a few rows at a time: listeners go on meanwhile.
    pub async fn prune(&self) -> Result<Pruned, Fault> {
        let now = self.accounts.clock.now();
        let cutoffs = Cutoffs {
            history: now - self.history,
            deletions: now - DELETIONS_KEPT,
            keys: now - idempotency::KEPT,
            imports: now - IMPORTS_KEPT,
        };
        let mut pruned = Pruned::default();
        loop {
            let mut transaction = self.accounts.store.begin().await?;
            let step = prune_library::step(&mut transaction, &cutoffs).await?;
            transaction.commit().await.map_err(Fault::Transaction)?;
            if step == Pruned::default() {
                return Ok(pruned);
            }
            pruned.history += step.history;
            pruned.deletions += step.deletions;
            pruned.keys += step.keys;
            pruned.imports += step.imports;
        }
    }
}
