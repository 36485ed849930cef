use std::{future::Future, time::Duration};

use spin_sdk::wasip3;
use wasm_shared::ports::{Clock, Tasks};

use super::clock::SpinClock;

/// Tasks of the call that is being answered, which ends with the last of them. The platform keeps
/// the instance until then.
pub struct SpinTasks;

impl Tasks for SpinTasks {
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static) {
        wasip3::spawn(task);
    }

    fn run_later(&self, delay: Duration, task: impl Future<Output = ()> + 'static) {
        wasip3::spawn(async move {
            SpinClock.sleep(delay).await;
            task.await;
        });
    }
}
