use std::time::Duration;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_shared::ports::{Clock, Timestamp};

use super::glue;

/// The runtime's clock, which stands still while nothing is awaited.
pub struct WorkerClock;

impl Clock for WorkerClock {
    fn now(&self) -> Timestamp {
        // A double holds milliseconds exactly until the year 287396.
        #[expect(clippy::cast_possible_truncation, reason = "far below 2⁵³")]
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    async fn sleep(&self, duration: Duration) {
        #[expect(clippy::cast_precision_loss, reason = "sleeps are far below 2⁵³ ms")]
        let timer = glue::start_timer(duration.as_millis() as f64);
        let _cancel = CancelTimer(timer.get(1));
        // The promise of a timer is never rejected.
        let _ = JsFuture::from(timer.get(0).unchecked_into::<js_sys::Promise>()).await;
    }
}

/// Cancels a timer when it is dropped; one that has run is not there any more.
struct CancelTimer(JsValue);

impl Drop for CancelTimer {
    fn drop(&mut self) {
        glue::cancel_timer(&self.0);
    }
}
