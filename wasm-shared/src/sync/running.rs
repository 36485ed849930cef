//! A hub where it runs: restored from its storage when it is first asked, its effects performed.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
    time::Duration,
};

use super::{
    Batch, CloseCode, Connection, ConnectionId, Effect, Event, Frame, Hub, NewConnection,
    ReadRequest, Saved, Write,
};
use crate::{
    ports::{Clock, HubFault, Timestamp},
    resilience::deadline::within,
    settings::SyncSettings,
};

/// A sign of life, which a platform answers with [`PONG`] without the hub when it can.
pub const PING: &str = r#"{"type":"ping"}"#;
/// The answer to [`PING`].
pub const PONG: &str = r#"{"type":"pong"}"#;

/// What a hub has around it: storage, sockets and a timer. Sends and closes to a socket that is gone do
/// nothing.
pub trait HubPlatform {
    /// Time.
    fn clock(&self) -> &impl Clock;
    /// The name of a log that begins now; never the same twice.
    fn new_epoch(&self) -> String;
    /// What was written so far.
    fn saved(&self) -> Result<Saved, HubFault>;
    /// What every open socket carries. One whose attachment cannot be read is closed with
    /// [`CloseCode::GoingAway`].
    fn connections(&self) -> Result<Vec<Connection>, HubFault>;
    /// Writes all of it or nothing. What is sent afterwards is not seen before this is safe.
    fn write(&self, writes: &[Write]) -> Result<(), HubFault>;
    /// Has the socket carry this.
    fn attach(&self, connection: &Connection);
    /// Sends text frames in their order, each JSON without line breaks.
    fn send(&self, frames: &[(ConnectionId, Rc<str>)]);
    /// Closes a socket.
    fn close(&self, id: ConnectionId, code: CloseCode, reason: &str);
    /// When the platform last answered a ping of the socket itself.
    fn pinged_at(&self, id: ConnectionId) -> Option<Timestamp>;
    /// Has [`RunningHub::tick`] called at that moment, or at an earlier one that was asked for.
    fn wake_at(&self, moment: Timestamp);
}

/// A hub on its platform.
///
/// A step is taken whole: its writes in one transaction, then what it sends. When the transaction
/// fails nothing is sent, the sockets are closed to come back, and the next step begins with what is
/// stored.
pub struct RunningHub<P> {
    platform: P,
    limits: SyncSettings,
    hub: RefCell<Option<Hub>>,
    /// How often events came, for those who wait for one.
    arrivals: Cell<u64>,
    /// Those, by the number of their wait.
    waiting: RefCell<BTreeMap<u64, Waker>>,
    waits: Cell<u64>,
}

/// A wait that is over when it is dropped, whether or not something came.
struct Wait<'h> {
    number: u64,
    waiting: &'h RefCell<BTreeMap<u64, Waker>>,
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let waker = self.waiting.borrow_mut().remove(&self.number);
        drop(waker);
    }
}

impl<P: HubPlatform> RunningHub<P> {
    /// A hub that is not restored yet.
    pub fn new(platform: P, limits: SyncSettings) -> Self {
        Self {
            platform,
            limits,
            hub: RefCell::default(),
            arrivals: Cell::default(),
            waiting: RefCell::default(),
            waits: Cell::default(),
        }
    }

    /// What it runs on.
    pub const fn platform(&self) -> &P {
        &self.platform
    }

    /// A socket was opened.
    pub fn connect(&self, connection: NewConnection) -> Result<(), HubFault> {
        self.step(|hub, now| ((), hub.connect(now, connection)))
    }

    /// A frame came.
    pub fn receive(&self, id: ConnectionId, frame: Frame<'_>) -> Result<(), HubFault> {
        self.step(|hub, now| ((), hub.receive(now, id, frame)))
    }

    /// A socket is gone.
    pub fn closed(&self, id: ConnectionId) -> Result<(), HubFault> {
        self.step(|hub, _| (hub.closed(id), Vec::new()))
    }

    /// Events came. They are stored when this returns.
    pub fn publish<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> Result<(), HubFault> {
        self.step(|hub, now| ((), hub.publish(now, events)))?;
        self.arrivals.set(self.arrivals.get() + 1);
        self.waiting.take().into_values().for_each(Waker::wake);
        Ok(())
    }

    /// The moment that was asked for by [`HubPlatform::wake_at`].
    pub fn tick(&self) -> Result<(), HubFault> {
        self.step(|hub, now| ((), hub.tick(now, |id| self.platform.pinged_at(id))))
    }

    /// What a device has not seen, waited for when there is nothing.
    pub async fn read(&self, wanted: &ReadRequest) -> Result<Batch, HubFault> {
        let clock = self.platform.clock();
        let until = clock.now() + Duration::from_millis(wanted.wait_ms);
        loop {
            let arrivals = self.arrivals.get();
            let batch = self.step(|hub, now| {
                hub.read(now, &wanted.device_id, wanted.epoch.as_deref(), wanted.after)
            })?;
            let left = until.since(clock.now());
            if !batch.recovered || !batch.items.is_empty() || left.is_zero() {
                return Ok(batch);
            }
            within(clock, left, self.arrival_after(arrivals)).await;
        }
    }

    async fn arrival_after(&self, seen: u64) {
        self.waits.set(self.waits.get() + 1);
        let wait = Wait { number: self.waits.get(), waiting: &self.waiting };
        poll_fn(|context| {
            if self.arrivals.get() != seen {
                return Poll::Ready(());
            }
            let replaced = wait.waiting.borrow_mut().insert(wait.number, context.waker().clone());
            drop(replaced);
            Poll::Pending
        })
        .await;
    }

    fn step<T>(
        &self,
        take: impl FnOnce(&mut Hub, Timestamp) -> (T, Vec<Effect>),
    ) -> Result<T, HubFault> {
        let mut held = self.hub.borrow_mut();
        let now = self.platform.clock().now();
        let mut hub = match held.take() {
            Some(hub) => hub,
            None => self.restore()?,
        };
        let (output, effects) = take(&mut hub, now);
        if let Err(fault) = self.perform(effects) {
            for connection in self.platform.connections()? {
                self.platform.close(connection.id, CloseCode::GoingAway, "starting anew");
            }
            return Err(fault);
        }
        *held = Some(hub);
        Ok(output)
    }

    fn restore(&self) -> Result<Hub, HubFault> {
        let (saved, open) = (self.platform.saved()?, self.platform.connections()?);
        let epoch = self.platform.new_epoch();
        let (hub, effects) = Hub::restore(saved, open, self.limits.clone(), epoch);
        self.perform(effects)?;
        Ok(hub)
    }

    fn perform(&self, effects: Vec<Effect>) -> Result<(), HubFault> {
        let mut writes = Vec::new();
        let mut rest = Vec::with_capacity(effects.len());
        for effect in effects {
            match effect {
                Effect::Write(write) => writes.push(write),
                other => rest.push(other),
            }
        }
        if !writes.is_empty() {
            self.platform.write(&writes)?;
        }
        let mut frames = Vec::new();
        for effect in rest {
            if let Effect::Send { connection, text } = effect {
                frames.push((connection, text));
                continue;
            }
            self.send(&mut frames);
            match effect {
                Effect::Write(_) | Effect::Send { .. } => {}
                Effect::Attach(connection) => self.platform.attach(&connection),
                Effect::Close { connection, code, reason } => {
                    self.platform.close(connection, code, reason);
                }
                Effect::Alarm(moment) => self.platform.wake_at(moment),
            }
        }
        self.send(&mut frames);
        Ok(())
    }

    /// Sends what was gathered: a platform may do much at once for less.
    fn send(&self, frames: &mut Vec<(ConnectionId, Rc<str>)>) {
        if !frames.is_empty() {
            self.platform.send(frames);
            frames.clear();
        }
    }
}
