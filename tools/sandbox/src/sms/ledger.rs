//! What the vendors remember of the messages they took.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

/// More messages than this are not kept, the oldest go first.
const CAPACITY: usize = 10_000;
/// So long after it was taken a message is at its phone.
const DELIVERY_S: i64 = 2;

/// One message that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// By whom.
    pub vendor: &'static str,
    /// The vendor's id of it.
    pub id: String,
    /// What the sender calls it.
    pub reference: String,
    /// Recipient in E.164.
    pub phone: String,
    /// The text.
    pub text: String,
    /// The template, for vendors that have them.
    pub template: String,
    /// When it was taken.
    pub at: Timestamp,
}

impl Entry {
    /// Whether the phone has it by `now`.
    pub fn is_delivered(&self, now: Timestamp) -> bool {
        now.as_second() - self.at.as_second() >= DELIVERY_S
    }

    /// When the phone has it.
    pub fn delivered_at(&self) -> Timestamp {
        Timestamp::from_second(self.at.as_second() + DELIVERY_S).unwrap_or(self.at)
    }
}

/// Messages, newest first.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Mutex<VecDeque<Entry>>,
}

impl Ledger {
    /// Remembers a message.
    pub fn record(&self, entry: Entry) {
        let mut entries = self.entries();
        entries.push_front(entry);
        entries.truncate(CAPACITY);
    }

    /// A vendor's messages that are `wanted`, newest first.
    pub fn list(&self, vendor: &str, wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let entries = self.entries();
        entries.iter().filter(|entry| entry.vendor == vendor && wanted(entry)).cloned().collect()
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
