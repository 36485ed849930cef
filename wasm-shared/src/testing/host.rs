use std::{
    cell::{Cell, RefCell},
    future::Future,
    rc::Rc,
    time::Duration,
};

use super::{TestBody, TestClock, TestHubs, TestLimiter, TestNetwork, TestReply, TestStore};
use crate::ports::{Clock, Entropy, Host, Hubs, OutboundRequest, RateLimiter, Tasks};

/// A host in memory.
#[derive(Clone)]
pub struct TestHost {
    /// Its clock, which also runs it.
    pub clock: TestClock,
    /// Its network.
    pub network: TestNetwork,
    /// Its store.
    pub store: TestStore,
    /// Its platform's rate limiter.
    pub limiter: TestLimiter,
    /// The users' hubs.
    pub hubs: TestHubs,
    tasks: TestTasks,
    entropy: TestEntropy,
    log: Rc<RefCell<Vec<String>>>,
}

impl TestHost {
    /// A host whose network answers by `script`.
    pub fn new(script: impl FnMut(&OutboundRequest) -> TestReply + 'static) -> Self {
        let clock = TestClock::new();
        Self {
            network: TestNetwork::new(clock.clone(), script),
            store: TestStore::new(clock.clone()),
            limiter: TestLimiter::default(),
            hubs: TestHubs::new(clock.clone()),
            tasks: TestTasks(clock.clone()),
            entropy: TestEntropy::default(),
            log: Rc::default(),
            clock,
        }
    }

    /// A host in another place: the same clock, network and hubs, and a store that shows what is written
    /// elsewhere when [`TestStore::lag`] lets it.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        Self { store: self.store.elsewhere(), limiter: TestLimiter::default(), ..self.clone() }
    }

    /// The lines logged so far.
    pub fn log_lines(&self) -> Vec<String> {
        self.log.borrow().clone()
    }
}

impl Host for TestHost {
    type Http = TestNetwork;
    type Kv = TestStore;

    fn http(&self) -> &TestNetwork {
        &self.network
    }

    fn kv(&self) -> &TestStore {
        &self.store
    }

    fn clock(&self) -> &impl Clock {
        &self.clock
    }

    fn entropy(&self) -> &impl Entropy {
        &self.entropy
    }

    fn tasks(&self) -> &impl Tasks {
        &self.tasks
    }

    fn rate_limiter(&self) -> &impl RateLimiter {
        &self.limiter
    }

    fn hubs(&self) -> Option<&impl Hubs<Socket = TestBody>> {
        self.hubs.there()
    }

    fn log(&self, line: &str) {
        self.log.borrow_mut().push(line.to_owned());
    }
}

/// Bytes that count up: never the same twice, the same in every run.
#[derive(Debug, Clone, Default)]
pub struct TestEntropy(Rc<Cell<u64>>);

impl Entropy for TestEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for part in buffer.chunks_mut(8) {
            let next = self.0.get() + 1;
            self.0.set(next);
            let bytes = next.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
            part.copy_from_slice(&bytes[..part.len()]);
        }
    }
}

/// Work after the response, run by the clock.
#[derive(Clone)]
pub struct TestTasks(TestClock);

impl Tasks for TestTasks {
    fn run_after_response(&self, task: impl Future<Output = ()> + 'static) {
        self.0.spawn(Box::pin(task));
    }

    fn run_later(&self, delay: Duration, task: impl Future<Output = ()> + 'static) {
        self.0.spawn_later(delay, Box::pin(task));
    }
}
