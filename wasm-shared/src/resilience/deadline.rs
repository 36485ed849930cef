//! Bounds in time.

use std::{future::Future, pin::pin, time::Duration};

use futures_util::future::{Either, select};

use crate::ports::{Clock, Timestamp};

/// The output of `work`, or `None` when it takes longer than `bound`; then it is dropped, which
/// abandons its calls.
pub async fn within<T>(
    clock: &impl Clock,
    bound: Duration,
    work: impl Future<Output = T>,
) -> Option<T> {
    match select(pin!(work), pin!(clock.sleep(bound))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(((), _)) => None,
    }
}

/// The moment by which all of a request's upstream work has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline(Timestamp);

impl Deadline {
    /// This moment.
    pub const fn at(moment: Timestamp) -> Self {
        Self(moment)
    }

    /// What is left, zero once it has passed.
    pub fn remaining(self, clock: &impl Clock) -> Duration {
        self.0.since(clock.now())
    }

    /// Whether nothing is left.
    pub fn has_passed(self, clock: &impl Clock) -> bool {
        self.remaining(clock).is_zero()
    }
}
