//! The settings of the edges: one draft, numbered releases, and what is in force.
//!
//! A document names what differs from the defaults of `wasm_shared::settings`. There is one draft for
//! everybody; whoever saves or publishes it says which version they have seen, and is refused when it
//! is no longer that one, or when another release has come into force. A draft is published over the
//! release it was saved over: once another has come into force, it is to be looked at and saved again,
//! or it would undo that unseen. A release is never changed: going back makes a new one with the old
//! document.
//!
//! A release holds for everybody or for a share of the users first; then the one before stays in force
//! for the others until the share is 100 or the release is withdrawn. While one is rolled out no other
//! is published; going back ends it.
//!
//! Secrets are sealed with the key that the edges share as soon as they come, and never given back:
//! where a document is shown there is `{"sealed": true, "set_at": …}` in their place, and a document
//! that comes back with that keeps what there was.
//!
//! Whatever changes is recorded in the audit in the same transaction.

mod document;
mod draft;
mod edges;
mod error;
pub mod exchange;
mod publish;
mod release;
mod roll_out;
mod secrets;
mod standing;
mod text;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{Postgres, Transaction};
use tokio::sync::watch;
use wasm_shared::{crypto::SealingKey, releases::Standing};

pub use document::{Document, Secrets};
pub use draft::{Draft, DraftTag, SavedDraft};
pub use edges::EdgeInstance;
pub use error::ReleaseError;
pub use release::{Kind, Release, State};
pub use standing::{deliver, follow};

use crate::{
    audit::{Action, Actor},
    clock::Clock,
    store::{self, Store, audit_records, settings_releases},
};

/// The configuration centre.
#[derive(Debug)]
pub struct Releases {
    store: Store,
    clock: Clock,
    /// What edges open secrets with; none where secrets cannot be set.
    sealing_key: Option<SealingKey>,
    /// What is to be in force as this process last saw it; none before it looked.
    standing: watch::Sender<Option<Arc<Standing>>>,
}

impl Releases {
    /// On a database, with the key that edges open secrets with.
    pub fn new(store: Store, clock: Clock, sealing_key: Option<SealingKey>) -> Self {
        Self { store, clock, sealing_key, standing: watch::Sender::new(None) }
    }

    /// The release that holds for everybody; number 0 and an empty document where nothing was
    /// published yet.
    pub async fn current(&self) -> Result<Release, store::Error> {
        let mut connection = self.store.connection().await?;
        let current = settings_releases::in_state(&mut connection, State::Active).await?;
        Ok(current.unwrap_or_default())
    }

    /// The release that is rolled out.
    pub async fn candidate(&self) -> Result<Option<Release>, store::Error> {
        let mut connection = self.store.connection().await?;
        settings_releases::in_state(&mut connection, State::RollingOut).await
    }

    /// A release by its number.
    ///
    /// # Errors
    /// [`ReleaseError::NotFound`].
    pub async fn get(&self, number: i64) -> Result<Release, ReleaseError> {
        let mut connection = self.store.connection().await?;
        settings_releases::get(&mut connection, number).await?.ok_or(ReleaseError::NotFound)
    }

    /// The last releases below a number, newest first.
    pub async fn list(&self, below: i64, limit: i64) -> Result<Vec<Release>, store::Error> {
        settings_releases::list(&mut *self.store.connection().await?, below, limit).await
    }

    /// Begins a change: takes the lock and looks at what is in force.
    async fn begin(&self) -> Result<Change, store::Error> {
        let mut transaction = self.store.begin().await?;
        let last_number = settings_releases::lock(&mut transaction).await?;
        let current = settings_releases::in_state(&mut transaction, State::Active).await?;
        let candidate = settings_releases::in_state(&mut transaction, State::RollingOut).await?;
        let now = self.clock.now();
        Ok(Change {
            transaction,
            last_number,
            current: current.unwrap_or_default(),
            candidate,
            now,
        })
    }
}

/// A change under way: nobody else changes settings before its end.
struct Change {
    transaction: Transaction<'static, Postgres>,
    last_number: i64,
    current: Release,
    candidate: Option<Release>,
    now: DateTime<Utc>,
}

impl Change {
    /// Records what was done and commits.
    async fn commit(
        mut self,
        clock: &Clock,
        actor: &Actor,
        actions: impl IntoIterator<Item = Action>,
    ) -> Result<(), store::Error> {
        for action in actions {
            audit_records::append(&mut self.transaction, clock, actor, &action).await?;
        }
        Ok(self.transaction.commit().await?)
    }
}

/// Who did it, as releases and drafts name them.
fn author(actor: &Actor) -> String {
    match actor {
        Actor::Admin { email, .. } => email.clone(),
        Actor::Cli | Actor::System => actor.kind().to_owned(),
    }
}
