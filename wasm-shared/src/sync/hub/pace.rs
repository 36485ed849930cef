use std::time::Duration;

use crate::ports::Timestamp;

/// A bucket of so many that fills again evenly within a time, kept as the moment at which it is full:
/// the generic cell rate algorithm (ITU-T I.371).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pace {
    /// Microseconds since the epoch.
    full_at: i64,
}

impl Pace {
    /// Takes one out of the bucket, which holds `count` and fills within `time`.
    pub fn admit(&mut self, now: Timestamp, count: u32, time: Duration) -> bool {
        let now = now.as_millis().saturating_mul(1_000);
        let time = i64::try_from(time.as_micros()).unwrap_or(i64::MAX / 4);
        // It is never further away than that, unless the clock went back: then nothing is held
        // against the client.
        let full_at = Some(self.full_at).filter(|at| *at <= now.saturating_add(time));
        let full_at = full_at.map_or(now, |at| at.max(now));
        let full_at = full_at.saturating_add(time / i64::from(count.max(1)));
        let admitted = full_at.saturating_sub(now) <= time;
        if admitted {
            self.full_at = full_at;
        }
        admitted
    }
}
