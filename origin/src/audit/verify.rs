use ed25519_compact::PublicKey;
use sqlx::PgConnection;

use super::{
    Action, Actor, Audit, Broken, Checkpoint, Filter, GENESIS, Hash, KeptCheckpoints, Reason,
    verifier::Verifier,
};
use crate::store::{self, audit_checkpoints, audit_records};

/// How many records are in memory at once.
const PAGE: i64 = 500;

/// What came of following the whole chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// How many records are as they were written, from the first that is kept on.
    pub checked: i64,
    /// The last record that was let go, being old enough; 0 for none.
    pub pruned_to: i64,
    /// The first that is not.
    pub broken: Option<Broken>,
    /// The last record that checkpoints in the database speak of.
    pub signed_to: i64,
    /// The last that the checkpoints kept apart speak of; `None` when none are kept.
    pub kept_to: Option<i64>,
}

/// The chain could not be followed to where it is broken or ends.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The file of checkpoints cannot be read.
    #[error("the file of checkpoints cannot be read")]
    File(#[from] std::io::Error),
}

/// Checkpoints from one place, read as the records are.
struct Witness {
    place: Place,
    current: Option<Checkpoint>,
    /// The last record they spoke of so far.
    covered: i64,
    ended: bool,
}

enum Place {
    Table,
    File(KeptCheckpoints),
}

/// What ends the walk early.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    File(#[from] std::io::Error),
}

impl Audit {
    /// Follows the chain from the first record that is kept to the last, with the signed checkpoints beside it.
    /// Only a page of records is in memory at once.
    pub async fn verify(&self) -> Result<Verification, VerifyError> {
        // Opened before the database's state is fixed: what the file holds, the database must have.
        let mut witnesses = vec![Witness::new(Place::Table)];
        if let Some(file) = &self.file {
            witnesses.push(Witness::new(Place::File(file.read().await?)));
        }
        let mut snapshot = self.store.begin_snapshot().await?;
        let pruned = self.pruned_to(&mut snapshot).await?;
        let (pruned_to, hash) = pruned.map_or((0, GENESIS), |last| (last.number, last.hash));
        let mut verifier = Verifier::after(pruned_to, hash);
        let walked = walk(&mut verifier, &mut snapshot, &mut witnesses, &self.key.pk).await;
        let broken = match walked {
            Ok(()) => None,
            Err(Stop::Broken(broken)) => Some(broken),
            Err(Stop::Store(error)) => return Err(error.into()),
            Err(Stop::File(error)) => return Err(error.into()),
        };
        Ok(Verification {
            checked: (broken.map_or(verifier.number(), |broken| broken.number - 1) - pruned_to)
                .max(0),
            pruned_to,
            broken,
            signed_to: witnesses[0].covered,
            kept_to: witnesses.get(1).map(|witness| witness.covered),
        })
    }
}

impl Audit {
    /// Records that somebody had the chain followed, and what came of it.
    pub async fn record_verification(
        &self,
        actor: &Actor,
        verification: &Verification,
    ) -> store::Result<()> {
        let Verification { checked, broken, .. } = *verification;
        let first_broken = broken.map(|broken| broken.number);
        let mut transaction = self.store.begin().await?;
        let action = Action::AuditVerified { checked, first_broken };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        Ok(transaction.commit().await?)
    }
}

async fn walk(
    verifier: &mut Verifier,
    connection: &mut PgConnection,
    witnesses: &mut [Witness],
    key: &PublicKey,
) -> Result<(), Stop> {
    let everything = Filter::default();
    // Numbers below the first are none of ours, but must not stay unseen.
    let mut last = i64::MIN;
    loop {
        let page = audit_records::ascending(connection, &everything, last..i64::MAX, PAGE).await?;
        let Some(end) = page.last() else { break };
        last = end.number;
        for record in &page {
            let mut signed = None;
            for witness in &mut *witnesses {
                let hash = witness.hash_of(record.number, connection, key).await?;
                agree(record.number, signed, hash)?;
                signed = signed.or(hash);
            }
            verifier.check(record, signed)?;
        }
    }
    let next = verifier.number() + 1;
    for witness in witnesses {
        if witness.hash_of(next, connection, key).await?.is_some() {
            return Err(Broken { number: next, reason: Reason::Missing }.into());
        }
    }
    let (head, head_hash) = audit_records::head(connection).await?;
    Ok(verifier.finish(head, head_hash)?)
}

/// Two places that state different hashes for a record were not copied from one another.
fn agree(number: i64, one: Option<Hash>, other: Option<Hash>) -> Result<(), Broken> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => {
            Err(Broken { number, reason: Reason::Rewritten })
        }
        _ => Ok(()),
    }
}

impl Witness {
    fn new(place: Place) -> Self {
        Self { place, current: None, covered: 0, ended: false }
    }

    /// The hash stated for a record; `None` when it is newer than the last checkpoint.
    async fn hash_of(
        &mut self,
        number: i64,
        connection: &mut PgConnection,
        key: &PublicKey,
    ) -> Result<Option<Hash>, Stop> {
        while self.covered < number && !self.ended {
            let next = match &mut self.place {
                Place::Table => audit_checkpoints::after(connection, self.covered, 1).await?.pop(),
                Place::File(kept) => kept.next().await?,
            };
            let Some(checkpoint) = next else {
                self.ended = true;
                break;
            };
            if !checkpoint.is_signed_by(key) || checkpoint.previous > self.covered {
                let number = self.covered + 1;
                return Err(Broken { number, reason: Reason::Unsigned }.into());
            }
            // Two origins that share a file may both have written it.
            if checkpoint.number > self.covered {
                self.covered = checkpoint.number;
                self.current = Some(checkpoint);
            }
        }
        Ok(self.current.as_ref().and_then(|checkpoint| checkpoint.hash_of(number)))
    }
}
