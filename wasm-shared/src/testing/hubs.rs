use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap},
    rc::Rc,
    time::Duration,
};

use serde_json::Value;

use super::{TestBody, TestClock};
use crate::{
    ports::{Clock, HubFault, Hubs, Timestamp},
    settings::SyncSettings,
    sync::{
        CloseCode, Connection, ConnectionId, Event, Frame, HubPlatform, NewConnection, ReadRequest,
        RunningHub, Saved, Write,
    },
};

type Running = RunningHub<Rc<TestPlatform>>;
/// Users and the ids of events that were published to them.
type Publishes = Vec<(String, Vec<String>)>;

/// The users' hubs themselves, on storage and sockets in memory. They can be told to fail, and to be
/// slow.
#[derive(Clone)]
pub struct TestHubs {
    clock: TestClock,
    hubs: Rc<RefCell<HashMap<String, Rc<Running>>>>,
    publishes: Rc<RefCell<Publishes>>,
    removed: Rc<Cell<bool>>,
    failing: Rc<Cell<bool>>,
    delay: Rc<Cell<Duration>>,
}

impl TestHubs {
    /// No user has one yet.
    pub fn new(clock: TestClock) -> Self {
        Self {
            clock,
            hubs: Rc::default(),
            publishes: Rc::default(),
            removed: Rc::default(),
            failing: Rc::default(),
            delay: Rc::default(),
        }
    }

    /// Whether the host has no hubs from now on.
    pub fn remove(&self, removed: bool) {
        self.removed.set(removed);
    }

    /// The hubs, where the host has any.
    pub(super) fn there(&self) -> Option<&Self> {
        (!self.removed.get()).then_some(self)
    }

    /// Whether no hub can be reached from now on.
    pub fn fail(&self, failing: bool) {
        self.failing.set(failing);
    }

    /// How long every call takes from now on.
    pub fn slow(&self, delay: Duration) {
        self.delay.set(delay);
    }

    /// Whether the user's hub cannot write from now on.
    pub fn fail_writes(&self, user_id: &str, failing: bool) {
        self.hub(user_id).platform().failing.set(failing);
    }

    /// The user's hub forgets all but what it has written and what its sockets carry, as one that
    /// slept does.
    pub fn sleep(&self, user_id: &str) {
        let platform = Rc::clone(self.hub(user_id).platform());
        let hub = Rc::new(RunningHub::new(platform, SyncSettings::default()));
        self.hubs.borrow_mut().insert(user_id.to_owned(), hub);
    }

    /// The user's hub dies with its sockets. What it has written is there.
    pub fn restart(&self, user_id: &str) {
        self.hub(user_id).platform().sockets.borrow_mut().clear();
        self.sleep(user_id);
    }

    /// Wakes the user's hub when the moment has come that it asked for, and says whether it had.
    pub fn wake(&self, user_id: &str) -> bool {
        let hub = self.hub(user_id);
        let due = hub.platform().alarm.get().is_some_and(|at| at <= self.clock.now());
        if due {
            hub.platform().alarm.set(None);
            hub.tick().expect("the hub can write");
        }
        due
    }

    /// The calls of `publish` since the last time they were taken: the user and the events' ids.
    pub fn take_publishes(&self) -> Vec<(String, Vec<String>)> {
        self.publishes.take()
    }

    fn hub(&self, user_id: &str) -> Rc<Running> {
        let mut hubs = self.hubs.borrow_mut();
        let hub = hubs.entry(user_id.to_owned()).or_insert_with(|| {
            let platform = Rc::new(TestPlatform::new(self.clock.clone()));
            Rc::new(RunningHub::new(platform, SyncSettings::default()))
        });
        Rc::clone(hub)
    }

    async fn reach(&self, user_id: &str) -> Result<Rc<Running>, HubFault> {
        if !self.delay.get().is_zero() {
            self.clock.sleep(self.delay.get()).await;
        }
        if self.failing.get() {
            return Err(HubFault("told to fail".to_owned()));
        }
        Ok(self.hub(user_id))
    }
}

impl Hubs for TestHubs {
    type Socket = TestBody;

    async fn connect(
        &self,
        user_id: &str,
        connection: &NewConnection,
    ) -> Result<TestBody, HubFault> {
        let hub = self.reach(user_id).await?;
        let wire = Rc::<Wire>::default();
        hub.platform().sockets.borrow_mut().insert(connection.id, Rc::clone(&wire));
        hub.connect(connection.clone())?;
        let socket = TestSocket {
            hubs: self.clone(),
            user_id: user_id.to_owned(),
            connection: connection.id,
            wire,
        };
        Ok(TestBody::of_socket(socket))
    }

    async fn publish(&self, user_id: &str, events: &[&Event]) -> Result<(), HubFault> {
        let hub = self.reach(user_id).await?;
        let ids = events.iter().map(|event| event.id.clone()).collect();
        self.publishes.borrow_mut().push((user_id.to_owned(), ids));
        hub.publish(events.iter().copied())
    }

    async fn read(&self, user_id: &str, request: &ReadRequest) -> Result<String, HubFault> {
        let hub = self.reach(user_id).await?;
        Ok(hub.read(request).await?.to_json())
    }
}

/// What a hub has around it.
struct TestPlatform {
    clock: TestClock,
    saved: RefCell<Saved>,
    sockets: RefCell<BTreeMap<ConnectionId, Rc<Wire>>>,
    alarm: Cell<Option<Timestamp>>,
    epochs: Cell<u64>,
    failing: Cell<bool>,
}

/// Both ends of a socket.
#[derive(Default)]
struct Wire {
    sent: RefCell<Vec<String>>,
    closed: Cell<Option<CloseCode>>,
    attachment: RefCell<Option<Connection>>,
    pinged_at: Cell<Option<Timestamp>>,
}

impl TestPlatform {
    fn new(clock: TestClock) -> Self {
        Self {
            clock,
            saved: RefCell::default(),
            sockets: RefCell::default(),
            alarm: Cell::default(),
            epochs: Cell::default(),
            failing: Cell::default(),
        }
    }

    fn open(&self, id: ConnectionId) -> Option<Rc<Wire>> {
        let sockets = self.sockets.borrow();
        sockets.get(&id).filter(|wire| wire.closed.get().is_none()).cloned()
    }
}

impl HubPlatform for Rc<TestPlatform> {
    fn clock(&self) -> &impl Clock {
        &self.clock
    }

    fn new_epoch(&self) -> String {
        self.epochs.set(self.epochs.get() + 1);
        format!("epoch-{}", self.epochs.get())
    }

    fn saved(&self) -> Result<Saved, HubFault> {
        Ok(self.saved.borrow().clone())
    }

    fn connections(&self) -> Result<Vec<Connection>, HubFault> {
        let sockets = self.sockets.borrow();
        let open = sockets.values().filter(|wire| wire.closed.get().is_none());
        Ok(open.filter_map(|wire| wire.attachment.borrow().clone()).collect())
    }

    fn write(&self, writes: &[Write]) -> Result<(), HubFault> {
        if self.failing.get() {
            return Err(HubFault("told to fail".to_owned()));
        }
        let mut saved = self.saved.borrow_mut();
        for write in writes {
            saved.apply(write.clone());
        }
        Ok(())
    }

    fn attach(&self, connection: &Connection) {
        if let Some(wire) = self.open(connection.id) {
            wire.attachment.replace(Some(connection.clone()));
        }
    }

    fn send(&self, frames: &[(ConnectionId, Rc<str>)]) {
        for (id, text) in frames {
            assert!(!text.contains('\n'), "a frame is one line");
            if let Some(wire) = self.open(*id) {
                wire.sent.borrow_mut().push(text.to_string());
            }
        }
    }

    fn close(&self, id: ConnectionId, code: CloseCode, _reason: &str) {
        if let Some(wire) = self.open(id) {
            wire.closed.set(Some(code));
        }
    }

    fn pinged_at(&self, id: ConnectionId) -> Option<Timestamp> {
        self.open(id).and_then(|wire| wire.pinged_at.get())
    }

    fn wake_at(&self, moment: Timestamp) {
        self.alarm.set(Some(moment));
    }
}

/// The listener's end of a socket to a user's hub.
#[derive(Clone)]
pub struct TestSocket {
    hubs: TestHubs,
    user_id: String,
    connection: ConnectionId,
    wire: Rc<Wire>,
}

impl TestSocket {
    /// Sends a text frame. The platform answers a `ping` itself.
    pub fn send(&self, text: &str) {
        if text == crate::sync::PING {
            self.wire.pinged_at.set(Some(self.hubs.clock.now()));
            self.wire.sent.borrow_mut().push(crate::sync::PONG.to_owned());
            return;
        }
        let hub = self.hubs.hub(&self.user_id);
        // A hub that fails closes the socket, which is how the listener is told.
        let _ = hub.receive(self.connection, Frame::Text(text));
    }

    /// Goes away.
    pub fn close(&self) {
        let hub = self.hubs.hub(&self.user_id);
        hub.platform().sockets.borrow_mut().remove(&self.connection);
        hub.closed(self.connection).expect("nothing is written for it");
    }

    /// The frames that came since they were last taken.
    pub fn take_frames(&self) -> Vec<Value> {
        let sent = self.wire.sent.take();
        sent.iter().map(|text| serde_json::from_str(text).expect("frames are JSON")).collect()
    }

    /// The code that it was closed with, if it was.
    pub fn close_code(&self) -> Option<u16> {
        self.wire.closed.get().map(CloseCode::code)
    }
}

/// Names the connection alone.
impl std::fmt::Debug for TestSocket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("TestSocket").field(&self.connection).finish()
    }
}
