use std::rc::Rc;

use wasm_shared::ports::{Clock, Entropy, Host, Tasks};
use worker::{Context, Env};

use super::{
    clock::WorkerClock, entropy::WorkerEntropy, http_client::WorkerHttp, kv::WorkerKv,
    tasks::WorkerTasks,
};

/// One request's bindings.
#[derive(Clone)]
pub struct WorkerHost(Rc<Bindings>);

struct Bindings {
    kv: WorkerKv,
    tasks: WorkerTasks,
}

impl WorkerHost {
    pub fn new(env: Env, context: Context) -> Self {
        Self(Rc::new(Bindings { kv: WorkerKv::new(env), tasks: WorkerTasks(context) }))
    }
}

impl Host for WorkerHost {
    type Http = WorkerHttp;
    type Kv = WorkerKv;

    fn http(&self) -> &WorkerHttp {
        &WorkerHttp
    }

    fn kv(&self) -> &WorkerKv {
        &self.0.kv
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

    fn log(&self, line: &str) {
        worker::console_log!("{line}");
    }
}
