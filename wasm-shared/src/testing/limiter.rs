use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use crate::ports::{Admission, LimitRule, LimiterFault, RateLimiter};

/// A platform's limiter that does as it is told, and remembers what was asked.
#[derive(Clone, Default)]
pub struct TestLimiter {
    refusing: Rc<Cell<bool>>,
    failing: Rc<Cell<bool>>,
    keys: Rc<RefCell<Vec<String>>>,
}

impl TestLimiter {
    /// Whether every call is refused from now on, for a minute.
    pub fn refuse(&self, refusing: bool) {
        self.refusing.set(refusing);
    }

    /// Whether every call fails from now on.
    pub fn fail(&self, failing: bool) {
        self.failing.set(failing);
    }

    /// The keys asked for since the last time they were taken.
    pub fn take_keys(&self) -> Vec<String> {
        std::mem::take(&mut self.keys.borrow_mut())
    }
}

impl RateLimiter for TestLimiter {
    async fn admit(&self, _rule: LimitRule, key: &str) -> Result<Admission, LimiterFault> {
        self.keys.borrow_mut().push(key.to_owned());
        if self.failing.get() {
            return Err(LimiterFault("told to fail".to_owned()));
        }
        if self.refusing.get() {
            return Ok(Admission::Refused { retry_after: Duration::from_mins(1) });
        }
        Ok(Admission::Admitted)
    }
}
