use std::future::Future;

use spin_sdk::wasip3;
use wasm_shared::ports::Tasks;

/// Tasks of the call that is being answered, which ends with the last of them. The platform keeps
/// the instance until then.
pub struct SpinTasks;

impl Tasks for SpinTasks {
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static) {
        wasip3::spawn(task);
    }

    /// An instance goes after a second without requests.
    fn memory_lasts(&self) -> bool {
        false
    }
}
