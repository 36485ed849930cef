use std::rc::Rc;

use wasm_shared::ports::{Clock, Entropy, Host, Hubs, RateLimiter, Tasks};
use worker::{Context, Env};

use super::{
    bindings::WorkerBindings,
    clock::WorkerClock,
    entropy::WorkerEntropy,
    http_client::{WorkerBody, WorkerHttp},
    tasks::WorkerTasks,
};

/// One request's bindings.
#[derive(Clone)]
pub struct WorkerHost(Rc<OfRequest>);

struct OfRequest {
    bindings: WorkerBindings,
    tasks: WorkerTasks,
}

impl WorkerHost {
    pub fn new(env: Env, context: Context) -> Self {
        Self(Rc::new(OfRequest { bindings: WorkerBindings(env), tasks: WorkerTasks(context) }))
    }
}

impl Host for WorkerHost {
    type Http = WorkerHttp;
    type Kv = WorkerBindings;

    fn http(&self) -> &WorkerHttp {
        &WorkerHttp
    }

    fn kv(&self) -> &WorkerBindings {
        &self.0.bindings
    }

    fn clock(&self) -> &impl Clock {
        &WorkerClock
    }

    fn entropy(&self) -> &impl Entropy {
        &WorkerEntropy
    }

    fn tasks(&self) -> &impl Tasks {
        &self.0.tasks
    }

    fn rate_limiter(&self) -> &impl RateLimiter {
        &self.0.bindings
    }

    fn hubs(&self) -> Option<&impl Hubs<Socket = WorkerBody>> {
        let bindings = &self.0.bindings;
        bindings.have_hubs().then_some(bindings)
    }

    fn log(&self, line: &str) {
        worker::console_log!("{line}");
    }
}
