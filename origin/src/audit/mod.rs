//! What administrators did, and whose personal data they saw.
//!
//! A record is appended in the transaction of what it tells of, so that neither is without the other.
//! Records are numbered without gaps and chained: each holds the hash of the one before. Whoever
//! alters, deletes, swaps or inserts one breaks the chain at its number.
//!
//! Who can write to the database could chain everything anew, or cut off the end. Therefore the
//! origin signs, every few seconds, the hashes of what was appended since; the signed checkpoints are
//! kept in the database and, apart from it, in a file of each origin. The signing key is derived from
//! the secret key, which the database has not. What was cut off or chained anew before it was signed
//! cannot be found; that is a matter of seconds.
//!
//! Where records are kept for some time only, the older are let go with a signed statement of it; the
//! chain is followed from there on.

mod action;
mod actor;
mod chain;
mod checkpoint;
mod checkpoint_file;
mod export;
mod filter;
mod notary;
mod pruning;
mod record;
mod verifier;
mod verify;

use std::{fmt, sync::Arc};

use chrono::TimeDelta;
use ed25519_compact::KeyPair;

pub use action::{Action, Change};
pub use actor::Actor;
pub use chain::{GENESIS, Hash};
pub use checkpoint::{Checkpoint, key};
pub use checkpoint_file::{CheckpointFile, KeptCheckpoints};
pub use export::{Export, ExportFormat};
pub use filter::{ActorFilter, Filter};
pub use notary::CheckpointError;
pub use pruning::{PruneError, Pruning};
pub use record::Record;
pub use verifier::{Broken, Reason};
pub use verify::{Verification, VerifyError};

use crate::{clock::Clock, store::Store};

/// What is done with records once they are there.
#[derive(Clone)]
pub struct Audit {
    /// Where they are.
    pub store: Store,
    /// Time.
    pub clock: Clock,
    /// Signs checkpoints.
    pub key: Arc<KeyPair>,
    /// Where checkpoints are kept apart.
    pub file: Option<CheckpointFile>,
    /// How long records are kept; `None` for good.
    pub kept: Option<TimeDelta>,
}

/// Shows nothing of the key.
impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit").field("file", &self.file).finish_non_exhaustive()
    }
}
