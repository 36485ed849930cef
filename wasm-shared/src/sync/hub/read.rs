use std::rc::Rc;

use super::{Batch, Effect, Hub, Write};
use crate::ports::Timestamp;

/// Events in one [`Batch`].
const MOST_ITEMS: usize = 100;

impl Hub {
    /// What a device that reads without a socket has not seen. It acknowledges what is at or before
    /// `after`, as `resume` does. One that counts without saying in which log is taken to mean this one;
    /// the answer names it.
    ///
    /// A host that has nothing to answer with calls it again after the next event.
    pub fn read(
        &mut self,
        now: Timestamp,
        device_id: &str,
        epoch: Option<&str>,
        after: Option<u64>,
    ) -> (Batch, Vec<Effect>) {
        let is_this = epoch.map_or(after.is_some(), |epoch| epoch == self.epoch);
        let after = after.unwrap_or_default();
        let recovered = is_this && self.log.holds_after(after);
        let from = if recovered { after } else { self.log.head() };
        let mut room = self.limits.max_unsent_bytes;
        let frames = self.log.after(from).map(|(_, frame)| frame).take(MOST_ITEMS);
        let fits = frames.enumerate().take_while(|(place, frame)| {
            let taken = room.checked_sub(frame.len() as u64);
            room = taken.unwrap_or_default();
            *place == 0 || taken.is_some()
        });
        let batch = Batch {
            epoch: self.epoch.clone(),
            head: self.log.head(),
            recovered,
            items: fits.map(|(_, frame)| Rc::clone(frame)).collect(),
        };
        // A token of a device that was signed out may read for a while yet; it does not take part.
        if !self.devices.is_signed_out(device_id) {
            self.note(now, device_id);
        }
        self.writes.extend(self.devices.acknowledge(device_id, from).map(Write::Device));
        self.drop_acknowledged();
        (batch, self.take_effects())
    }
}
