use chrono::{DateTime, Utc};

use super::{
    Action, Actor,
    chain::{self, Hash},
};

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// From 1, without gaps.
    pub number: i64,
    /// When it was written, by the clock of the origin that did.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: Actor,
    /// What was done, `resource.verb`.
    pub action: String,
    /// What it was done to, `kind:id`.
    pub target: String,
    /// The particulars: a JSON object, the very text that was hashed.
    pub payload: String,
    /// Of the record before.
    pub previous_hash: Hash,
    /// Of this one.
    pub hash: Hash,
}

impl Record {
    /// The record of an action, chained to the one before.
    pub fn new(
        number: i64,
        previous_hash: Hash,
        at: DateTime<Utc>,
        actor: &Actor,
        action: &Action,
    ) -> Self {
        let (name, payload) = action.encode();
        let (actor, target) = (actor.clone(), action.target());
        let hash = Hash::default();
        let mut record =
            Self { number, at, actor, action: name, target, payload, previous_hash, hash };
        record.hash = chain::hash(&record);
        record
    }

    /// Whether the hash is that of what the record says.
    pub fn holds(&self) -> bool {
        self.hash == chain::hash(self)
    }
}
