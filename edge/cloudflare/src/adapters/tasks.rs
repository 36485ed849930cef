use std::future::Future;

use wasm_shared::ports::Tasks;
use worker::Context;

/// The request's `waitUntil`.
pub struct WorkerTasks(pub Context);

impl Tasks for WorkerTasks {
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static) {
        self.0.wait_until(task);
    }
}
