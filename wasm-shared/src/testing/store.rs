use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    time::Duration,
};

use bytes::Bytes;

use super::TestClock;
use crate::ports::{Clock, KvFault, KvStore, Timestamp};

/// A store in memory that keeps lives and can be told to fail or to be slow.
#[derive(Clone)]
pub struct TestStore {
    clock: TestClock,
    values: Rc<RefCell<HashMap<String, (Bytes, Timestamp)>>>,
    failing: Rc<Cell<bool>>,
    delay: Rc<Cell<Duration>>,
    writes: Rc<RefCell<Vec<(String, Timestamp)>>>,
}

impl TestStore {
    /// An empty one.
    pub fn new(clock: TestClock) -> Self {
        Self {
            clock,
            values: Rc::default(),
            failing: Rc::default(),
            delay: Rc::default(),
            writes: Rc::default(),
        }
    }

    /// Whether every call fails from now on.
    pub fn fail(&self, failing: bool) {
        self.failing.set(failing);
    }

    /// How long every call takes from now on.
    pub fn slow(&self, delay: Duration) {
        self.delay.set(delay);
    }

    /// How many values were written.
    pub fn writes(&self) -> usize {
        self.writes.borrow().len()
    }

    /// The keys that were written since the last time they were taken, each with its moment.
    pub fn take_writes(&self) -> Vec<(String, Timestamp)> {
        std::mem::take(&mut self.writes.borrow_mut())
    }

    async fn reach(&self) -> Result<(), KvFault> {
        if !self.delay.get().is_zero() {
            self.clock.sleep(self.delay.get()).await;
        }
        if self.failing.get() { Err(KvFault("told to fail".to_owned())) } else { Ok(()) }
    }
}

impl KvStore for TestStore {
    async fn get(&self, key: &str) -> Result<Option<Bytes>, KvFault> {
        self.reach().await?;
        let now = self.clock.now();
        let values = self.values.borrow();
        Ok(values.get(key).filter(|(_, until)| now < *until).map(|(value, _)| value.clone()))
    }

    async fn put(&self, key: &str, value: Bytes, time_to_live: Duration) -> Result<(), KvFault> {
        self.reach().await?;
        assert!(key.len() <= 512, "a key of {} bytes", key.len());
        self.writes.borrow_mut().push((key.to_owned(), self.clock.now()));
        let until = self.clock.now() + time_to_live;
        self.values.borrow_mut().insert(key.to_owned(), (value, until));
        Ok(())
    }

    async fn delete(&self, key: &str) -> Result<(), KvFault> {
        self.reach().await?;
        self.values.borrow_mut().remove(key);
        Ok(())
    }
}
