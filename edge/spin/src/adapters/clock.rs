use std::time::Duration;

use spin_sdk::{time, wasip3::clocks::system_clock};
use wasm_shared::ports::{Clock, Timestamp};

/// The host's clocks.
pub struct SpinClock;

impl Clock for SpinClock {
    fn now(&self) -> Timestamp {
        let now = system_clock::now();
        let millis = i64::from(now.nanoseconds / 1_000_000);
        Timestamp::from_millis(now.seconds.saturating_mul(1_000).saturating_add(millis))
    }

    async fn sleep(&self, duration: Duration) {
        time::sleep(duration).await;
    }
}
