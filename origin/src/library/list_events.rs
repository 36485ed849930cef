use wasm_shared::sync::KEPT_EPOCH;

use super::{Library, LibraryError};
use crate::{accounts::Caller, outbox::KeptEvent, store::outbox_events};

/// The most events of one answer.
const MOST: i64 = 100;

/// What happened to a user after an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Events {
    /// The log's name.
    pub epoch: &'static str,
    /// The number of the last event.
    pub head: u64,
    /// Whether the events go on without a gap; there are none otherwise.
    pub recovered: bool,
    /// The first of them.
    pub items: Vec<KeptEvent>,
}

impl Library {
    /// The caller's events after one. Where some of them are not there any more, or `epoch` is not this
    /// log, none are told: what they changed has to be read anew.
    pub async fn list_events(
        &self,
        caller: &Caller,
        epoch: &str,
        after: u64,
    ) -> Result<Events, LibraryError> {
        let (mut connection, _) = self.begin_read(caller).await?;
        let user_id = caller.user_id;
        // Of all up to it, the transactions have ended.
        let head = outbox_events::head(&mut connection, user_id).await?;
        let behind = head.checked_sub(after).filter(|_| epoch == KEPT_EPOCH);
        let there = outbox_events::count(&mut connection, user_id, after, head).await?;
        let recovered = behind == Some(there);
        let items = if recovered && there > 0 {
            outbox_events::list(&mut connection, user_id, after, MOST).await?
        } else {
            Vec::new()
        };
        Ok(Events { epoch: KEPT_EPOCH, head, recovered, items })
    }
}
