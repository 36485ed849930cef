use std::{future::Future, time::Duration};

/// Work that goes on after the response has been sent.
pub trait Tasks {
    /// Runs `task` on behalf of this request without delaying its response. The host bounds it
    /// (30 s on Workers); a task that is cut off must leave nothing half done.
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static);

    /// Runs `task` some time after the response: after `delay` where the host can wait that long, at
    /// once where an instance ends with its response.
    fn run_later(&self, delay: Duration, task: impl Future<Output = ()> + 'static) {
        let _ = delay;
        self.run_after_response(task);
    }
}
