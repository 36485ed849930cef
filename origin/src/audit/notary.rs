use super::{Audit, Broken, Checkpoint, Filter, GENESIS, Hash, Reason, verifier::Verifier};
use crate::store::{self, audit_checkpoints, audit_records};

/// The most records of one checkpoint.
pub(super) const RECORDS_PER_CHECKPOINT: usize = 500;
/// The most checkpoints copied at once.
const COPIED_AT_ONCE: i64 = 16;

/// Checkpoints cannot be signed or copied.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// What was appended does not go on from what was signed.
    #[error("the audit is broken: {0}")]
    Broken(#[from] Broken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The file of checkpoints.
    #[error("the file of checkpoints cannot be written")]
    File(#[from] std::io::Error),
    /// The checkpoints of the database do not go on from those of the file.
    #[error("the checkpoint after record {after} is not genuine or does not follow")]
    Torn {
        /// The last record of the file.
        after: i64,
    },
}

impl Audit {
    /// Signs the records appended since the last checkpoint, after following their chain: what was
    /// altered before is not signed. Answers the number of the last record signed.
    pub async fn sign_checkpoints(&self) -> Result<i64, CheckpointError> {
        loop {
            let mut transaction = self.store.begin().await?;
            audit_checkpoints::lock(&mut transaction).await?;
            let last = audit_checkpoints::last(&mut transaction).await?;
            let (previous, hash) = match last {
                Some(last) if !last.is_signed_by(&self.key.pk) => {
                    return Err(CheckpointError::Torn { after: last.previous });
                }
                Some(last) => (last.number, last.hash_of(last.number).unwrap_or(GENESIS)),
                None => (0, GENESIS),
            };
            // Before the records: those it tells of are there then.
            let head = audit_records::head(&mut transaction).await?;
            let limit = i64::try_from(RECORDS_PER_CHECKPOINT).unwrap_or(i64::MAX);
            let (all, since) = (Filter::default(), previous..i64::MAX);
            let records = audit_records::ascending(&mut transaction, &all, since, limit).await?;
            if records.is_empty() {
                check_end(head, (previous, hash))?;
                return Ok(previous);
            }
            let mut verifier = Verifier::after(previous, hash);
            records.iter().try_for_each(|record| verifier.check(record, None))?;
            let hashes = records.iter().map(|record| record.hash).collect();
            let checkpoint = Checkpoint::sign(&self.key, previous, hashes, self.clock.now());
            audit_checkpoints::insert(&mut transaction, &checkpoint).await?;
            transaction.commit().await.map_err(store::Error::from)?;
        }
    }

    /// Adds to the file what was signed since it was last written to. Does nothing without a file.
    pub async fn copy_checkpoints(&self) -> Result<(), CheckpointError> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut after = file.last_number().await?;
        loop {
            let mut connection = self.store.connection().await?;
            let new = audit_checkpoints::after(&mut connection, after, COPIED_AT_ONCE).await?;
            drop(connection);
            let Some(last) = new.last() else { return Ok(()) };
            let mut end = after;
            for checkpoint in &new {
                if checkpoint.previous > end || !checkpoint.is_signed_by(&self.key.pk) {
                    return Err(CheckpointError::Torn { after: end });
                }
                end = checkpoint.number;
            }
            file.append(&new).await?;
            after = last.number;
        }
    }
}

/// Without records after the last that was signed, the chain must end with that.
fn check_end(head: (i64, Hash), signed: (i64, Hash)) -> Result<(), Broken> {
    if head.0 != signed.0 {
        Err(Broken { number: head.0.min(signed.0) + 1, reason: Reason::Missing })
    } else if head.1 != signed.1 {
        Err(Broken { number: head.0, reason: Reason::Rewritten })
    } else {
        Ok(())
    }
}
