use std::{future::Future, time::Duration};

use wasm_shared::ports::{Clock, Tasks};
use worker::Context;

use super::WorkerClock;

/// The request's `waitUntil`.
pub struct WorkerTasks(pub Context);

impl Tasks for WorkerTasks {
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static) {
        self.0.wait_until(task);
    }

    fn run_later(&self, delay: Duration, task: impl Future<Output = ()> + 'static) {
        self.0.wait_until(async move {
            WorkerClock.sleep(delay).await;
            task.await;
        });
    }
}
