use std::future::Future;

/// Work that goes on after the response has been sent.
pub trait Tasks {
    /// Runs `task` on behalf of this request without delaying its response. The host bounds it
    /// (30 s on Workers); a task that is cut off must leave nothing half done.
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static);

    /// Whether what the isolate remembers is as a rule still there some seconds after its last
    /// request.
    fn memory_lasts(&self) -> bool {
        true
    }
}
