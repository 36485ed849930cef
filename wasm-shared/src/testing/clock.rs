use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

use crate::ports::{Clock, Timestamp};

/// A clock that moves when it is told to, and by itself only to the next sleeper once everything
/// else waits.
#[derive(Clone)]
pub struct TestClock(Rc<State>);

struct State {
    now: Cell<Timestamp>,
    sleepers: RefCell<Vec<(Timestamp, Waker)>>,
    background: RefCell<Vec<Task>>,
    later: RefCell<Vec<(Timestamp, Task)>>,
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

impl TestClock {
    /// Stands at 2026-01-01T00:00:00Z.
    pub fn new() -> Self {
        Self(Rc::new(State {
            now: Cell::new(Timestamp::from_secs(1_767_225_600)),
            sleepers: RefCell::default(),
            background: RefCell::default(),
            later: RefCell::default(),
        }))
    }

    /// Moves on.
    pub fn advance(&self, duration: Duration) {
        self.0.now.set(self.0.now.get() + duration);
    }

    /// Work that [`Self::run`] drives beside its own, to its end.
    pub(super) fn spawn(&self, task: Task) {
        self.0.background.borrow_mut().push(task);
    }

    /// Work that [`Self::run`] drives once its time has come, without waiting for that.
    pub(super) fn spawn_later(&self, delay: Duration, task: Task) {
        self.0.later.borrow_mut().push((self.now() + delay, task));
    }

    fn begin_due(&self) {
        let now = self.now();
        let mut later = self.0.later.borrow_mut();
        let due = later.extract_if(.., |(at, _)| *at <= now).map(|(_, task)| task);
        self.0.background.borrow_mut().extend(due);
    }

    /// Runs `work` and everything spawned meanwhile to their ends. Whenever all of it waits, the
    /// clock jumps to the next sleeper.
    ///
    /// # Panics
    /// When all of it waits and nobody sleeps: that would hang for ever.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let mut output = None;
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        let mut running: Vec<Task> = Vec::new();
        loop {
            if output.is_none()
                && let Poll::Ready(done) = work.as_mut().poll(&mut context)
            {
                output = Some(done);
            }
            self.begin_due();
            running.append(&mut self.0.background.borrow_mut());
            running.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            running.append(&mut self.0.background.borrow_mut());
            if running.is_empty()
                && let Some(output) = output.take()
            {
                return output;
            }
            if !woken.0.swap(false, Ordering::Relaxed) {
                self.wake_next();
            }
        }
    }

    /// Moves to the earliest moment that somebody waits for.
    fn wake_next(&self) {
        let mut sleepers = self.0.sleepers.borrow_mut();
        let next = sleepers.iter().map(|(at, _)| *at).min();
        let next = next.expect("everything waits and nobody sleeps: this would hang");
        self.0.now.set(self.0.now.get().max(next));
        let now = self.0.now.get();
        for (_, waker) in sleepers.extract_if(.., |(at, _)| *at <= now) {
            waker.wake();
        }
    }
}

/// Whether somebody can go on without the clock's moving.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.0.now.get()
    }

    async fn sleep(&self, duration: Duration) {
        let until = self.now() + duration;
        let mut asleep = false;
        poll_fn(|context| {
            if self.now() >= until {
                return Poll::Ready(());
            }
            if !asleep {
                asleep = true;
                self.0.sleepers.borrow_mut().push((until, context.waker().clone()));
            }
            Poll::Pending
        })
        .await;
    }
}
