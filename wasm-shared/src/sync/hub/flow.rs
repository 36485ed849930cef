use serde::{Deserialize, Serialize};

/// What a connection was sent, and what of it is known to have arrived.
///
/// No platform tells how much of what was sent still waits in its buffers, so the client's own words
/// are gone by: an acknowledgement confirms everything up to the event it names, and a `pong`
/// everything up to the `ping` it answers. One of each kind is waited for at a time, which is enough
/// for the figure to be no more than two round trips behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Flow {
    /// Bytes of all frames so far.
    sent: u64,
    /// The part of them that has arrived.
    confirmed: u64,
    /// An event's number, and the bytes up to its end.
    event: Option<(u64, u64)>,
    /// The bytes up to the end of the `ping` that is out.
    ping: Option<u64>,
}

impl Flow {
    /// What may still be under way, in bytes.
    pub fn unconfirmed(&self) -> u64 {
        self.sent - self.confirmed
    }

    /// A frame of so many bytes goes out; for an event with its number.
    pub fn send(&mut self, bytes: u64, event: Option<u64>) {
        self.sent = self.sent.saturating_add(bytes);
        if self.event.is_none() {
            self.event = event.map(|seq| (seq, self.sent));
        }
    }

    /// Whether a `ping` goes out now: none is, and a quarter of what may be unconfirmed is.
    pub fn wants_ping(&self, most: u64) -> bool {
        self.ping.is_none() && self.unconfirmed() >= most / 4
    }

    /// The frame sent last was a `ping`.
    pub fn pinged(&mut self) {
        self.ping = Some(self.sent);
    }

    /// The client answered a `ping`.
    pub fn ponged(&mut self) {
        let arrived = self.ping.take();
        self.confirm(arrived);
    }

    /// The client has every event up to this one.
    pub fn acknowledged(&mut self, seq: u64) {
        let arrived = self.event.take_if(|(waited, _)| *waited <= seq);
        self.confirm(arrived.map(|(_, bytes)| bytes));
    }

    fn confirm(&mut self, bytes: Option<u64>) {
        self.confirmed = self.confirmed.max(bytes.unwrap_or_default());
    }
}
