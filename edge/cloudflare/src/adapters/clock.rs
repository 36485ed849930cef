use std::time::Duration;

use wasm_shared::ports::{Clock, Timestamp};
use worker::Delay;

/// The runtime's clock, which stands still while nothing is awaited.
pub struct WorkerClock;

impl Clock for WorkerClock {
    fn now(&self) -> Timestamp {
        // A double holds milliseconds exactly until the year 287396.
        #[expect(clippy::cast_possible_truncation, reason = "far below 2⁵³")]
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    async fn sleep(&self, duration: Duration) {
        Delay::from(duration).await;
    }
}
