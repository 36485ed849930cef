use chrono::{DateTime, Utc};
use ed25519_compact::{KeyPair, PublicKey, Signature};

use super::{Action, Actor, Audit, Broken, Hash, VerifyError};
use crate::store::{self, audit_checkpoints, audit_prunings, audit_records};

/// What tells a signature of ours from one of the same key for another purpose.
const LABEL: &[u8] = b"listen-stream audit pruning v1";

/// A signed statement that the records up to a number were let go. Who can write to the database can
/// delete records, but cannot sign that it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pruning {
    /// The last record that went.
    pub number: i64,
    /// Its hash, which the first that is left was built on.
    pub hash: Hash,
    /// When.
    pub pruned_at: DateTime<Utc>,
    /// Ed25519.
    pub signature: [u8; Signature::BYTES],
}

/// Records cannot be let go.
#[derive(Debug, thiserror::Error)]
pub enum PruneError {
    /// What is broken stays, to be looked at.
    #[error("the audit is broken: {0}")]
    Broken(#[from] Broken),
    /// The chain could not be followed.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Pruning {
    /// Signs that a record and all before it went.
    pub fn sign(key: &KeyPair, number: i64, hash: Hash, pruned_at: DateTime<Utc>) -> Self {
        let mut pruning = Self { number, hash, pruned_at, signature: [0; Signature::BYTES] };
        pruning.signature = *key.sk.sign(pruning.signed(), None);
        pruning
    }

    /// Whether it was signed with this key.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verify(self.signed(), &Signature::new(self.signature)).is_ok()
    }

    fn signed(&self) -> Vec<u8> {
        let mut bytes = LABEL.to_vec();
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(self.pruned_at.timestamp_millis().to_be_bytes());
        bytes.extend(self.hash);
        bytes
    }
}

impl Audit {
    /// Lets go the records that are older than they are kept, up to the end of a checkpoint, and
    /// records that. Their hashes stay, in the checkpoints. Nothing goes from a chain that is broken.
    pub async fn prune(&self) -> Result<(), PruneError> {
        let Some(kept) = self.kept else { return Ok(()) };
        let now = self.clock.now();
        let mut connection = self.store.connection().await?;
        let pruned_to = self.pruned_to(&mut connection).await?.map_or(0, |last| last.number);
        // Records are not younger than the signature over them.
        let old = audit_checkpoints::before(&mut connection, now - kept, pruned_to).await?;
        drop(connection);
        let old = old.and_then(|checkpoint| {
            checkpoint.hash_of(checkpoint.number).map(|hash| (checkpoint.number, hash))
        });
        let Some((number, hash)) = old else { return Ok(()) };
        if let Some(broken) = self.verify().await?.broken {
            return Err(broken.into());
        }
        let mut transaction = self.store.begin().await?;
        audit_checkpoints::lock(&mut transaction).await?;
        let pruning = Pruning::sign(&self.key, number, hash, now);
        audit_prunings::insert(&mut transaction, &pruning).await?;
        audit_records::delete_to(&mut transaction, number).await?;
        let action = Action::AuditPruned { number };
        audit_records::append(&mut transaction, &self.clock, &Actor::System, &action).await?;
        Ok(transaction.commit().await.map_err(store::Error::from)?)
    }

    /// The newest genuine statement that records were let go.
    pub(super) async fn pruned_to(
        &self,
        connection: &mut sqlx::PgConnection,
    ) -> store::Result<Option<Pruning>> {
        let mut prunings = audit_prunings::newest_first(connection).await?.into_iter();
        Ok(prunings.find(|pruning| pruning.is_signed_by(&self.key.pk)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::key;

    #[test]
    fn every_part_of_it_is_signed() {
        let at = DateTime::from_timestamp_millis(1_780_300_800_123).unwrap();
        let signed = Pruning::sign(&key(&[1; 32]), 4, [5; 32], at);
        let public = key(&[1; 32]).pk;
        assert!(signed.is_signed_by(&public));
        assert!(!signed.is_signed_by(&key(&[2; 32]).pk));
        let altered: [fn(&mut Pruning); 4] = [
            |it| it.number += 1,
            |it| it.hash[0] ^= 1,
            |it| it.pruned_at += chrono::TimeDelta::milliseconds(1),
            |it| it.signature[0] ^= 1,
        ];
        for alter in altered {
            let mut other = signed.clone();
            alter(&mut other);
            assert!(!other.is_signed_by(&public), "{other:?}");
        }
    }
}
