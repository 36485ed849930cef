use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    time::Duration,
};

use bytes::Bytes;

use super::TestClock;
use crate::ports::{Clock, KvFault, KvStore, Timestamp};

/// A store in memory that keeps lives and can be told to fail, to be slow, or to show only what was
/// written a while ago.
#[derive(Clone)]
pub struct TestStore {
    clock: TestClock,
    values: Rc<RefCell<HashMap<String, Vec<Write>>>>,
    writes: Rc<RefCell<Vec<(String, Timestamp)>>>,
    place: Rc<Place>,
}

/// What differs from place to place.
#[derive(Default)]
struct Place {
    failing: Cell<bool>,
    delay: Cell<Duration>,
    lag: Cell<Duration>,
}

struct Write {
    at: Timestamp,
    /// `None` for a removal.
    value: Option<Bytes>,
    until: Timestamp,
}

impl TestStore {
    /// An empty one.
    pub fn new(clock: TestClock) -> Self {
        Self { clock, values: Rc::default(), writes: Rc::default(), place: Rc::default() }
    }

    /// The same store in another place, which fails and lags by itself.
    pub(super) fn elsewhere(&self) -> Self {
        Self { place: Rc::default(), ..self.clone() }
    }

    /// Whether every call fails from now on.
    pub fn fail(&self, failing: bool) {
        self.place.failing.set(failing);
    }

    /// How long every call takes from now on.
    pub fn slow(&self, delay: Duration) {
        self.place.delay.set(delay);
    }

    /// How old a write has to be from now on to be seen here.
    pub fn lag(&self, lag: Duration) {
        self.place.lag.set(lag);
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
        let Place { failing, delay, .. } = &*self.place;
        if !delay.get().is_zero() {
            self.clock.sleep(delay.get()).await;
        }
        if failing.get() { Err(KvFault("told to fail".to_owned())) } else { Ok(()) }
    }

    fn write(&self, key: &str, value: Option<Bytes>, until: Timestamp) {
        let write = Write { at: self.clock.now(), value, until };
        self.values.borrow_mut().entry(key.to_owned()).or_default().push(write);
    }
}

impl KvStore for TestStore {
    async fn get(&self, key: &str) -> Result<Option<Bytes>, KvFault> {
        self.reach().await?;
        let now = self.clock.now();
        let seen = now - self.place.lag.get();
        let values = self.values.borrow();
        let writes = values.get(key).map(Vec::as_slice).unwrap_or_default();
        let last = writes.iter().rev().find(|write| write.at <= seen);
        Ok(last.filter(|write| now < write.until).and_then(|write| write.value.clone()))
    }

    async fn put(&self, key: &str, value: Bytes, time_to_live: Duration) -> Result<(), KvFault> {
        self.reach().await?;
        assert!(key.len() <= 512, "a key of {} bytes", key.len());
        self.writes.borrow_mut().push((key.to_owned(), self.clock.now()));
        self.write(key, Some(value), self.clock.now() + time_to_live);
        Ok(())
    }

    async fn delete(&self, key: &str) -> Result<(), KvFault> {
        self.reach().await?;
        self.write(key, None, self.clock.now());
        Ok(())
    }
}
