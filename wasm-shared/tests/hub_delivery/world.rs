use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use wasm_shared::{
    ports::Timestamp,
    settings::SyncSettings,
    sync::{Connection, ConnectionId, Effect, Event, Hub, Saved},
};

use super::{observer::Observer, random::Random, reference::Reference};

/// A hub with its storage, its sockets and the clients at their other ends, and the reference that
/// says what has to come of it all.
pub struct World {
    pub random: Random,
    pub limits: SyncSettings,
    pub now: Timestamp,
    /// The latest that it has been.
    pub latest: Timestamp,
    pub hub: Hub,
    /// The hub's storage.
    pub saved: Saved,
    /// The hub's ends of the sockets that are open.
    pub attachments: BTreeMap<ConnectionId, Connection>,
    /// What is under way to the clients' ends.
    pub wires: BTreeMap<ConnectionId, VecDeque<Arrival>>,
    pub reference: Reference,
    pub observers: Vec<Observer>,
    /// What the origin was not told to be taken in.
    pub outbox: VecDeque<Event>,
    /// The last of what it was.
    pub published: VecDeque<Event>,
    pub token_version: u64,
    pub faults: bool,
    pub tally: Tally,
    /// For names that are not given twice.
    names: u64,
}

const START: Timestamp = Timestamp::from_secs(1_767_225_600);

/// What comes to a client.
pub enum Arrival {
    Frame(Rc<str>),
    Closed,
}

/// How often there was what a run is for.
#[derive(Debug, Default)]
pub struct Tally {
    pub duplicates: u64,
    pub sleeps: u64,
    pub crashes: u64,
    pub lost_logs: u64,
    pub closed: BTreeMap<u16, u64>,
}

impl Tally {
    /// Adds another run's.
    pub fn add(&mut self, other: Self) {
        self.duplicates += other.duplicates;
        self.sleeps += other.sleeps;
        self.crashes += other.crashes;
        self.lost_logs += other.lost_logs;
        for (code, count) in other.closed {
            *self.closed.entry(code).or_default() += count;
        }
    }
}

/// How far a call got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// The host failed after the writes.
    Written,
    /// The host failed at the writes.
    Nothing,
}

impl World {
    pub fn new(seed: u64, limits: SyncSettings, observers: Vec<Observer>) -> Self {
        let epoch = "first".to_owned();
        let (hub, effects) =
            Hub::restore(Saved::default(), Vec::new(), limits.clone(), epoch.clone());
        let mut world = Self {
            random: Random::new(seed),
            reference: Reference::new(limits.clone(), &epoch),
            limits,
            now: START,
            latest: START,
            hub,
            saved: Saved::default(),
            attachments: BTreeMap::new(),
            wires: BTreeMap::new(),
            observers,
            outbox: VecDeque::new(),
            published: VecDeque::new(),
            token_version: 1,
            faults: true,
            tally: Tally::default(),
            names: 0,
        };
        world.perform(effects);
        world
    }

    pub fn new_name(&mut self) -> u64 {
        self.names += 1;
        self.names
    }

    /// Has the hub do something, on a host that now and then fails half-way.
    pub fn call(&mut self, call: impl FnOnce(&mut Hub, Timestamp) -> Vec<Effect>) -> Outcome {
        let effects = call(&mut self.hub, self.now);
        if !self.faults || !self.random.one_in(500) {
            self.perform(effects);
            return Outcome::Done;
        }
        let outcome = if self.random.one_in(2) { Outcome::Written } else { Outcome::Nothing };
        for effect in effects {
            if let (Outcome::Written, Effect::Write(write)) = (outcome, effect) {
                self.saved.apply(write);
            }
        }
        self.tally.crashes += 1;
        self.hang_up();
        self.restore();
        outcome
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut written = false;
        for effect in effects {
            match effect {
                Effect::Write(write) => {
                    assert!(!written, "writes come first");
                    self.saved.apply(write);
                    continue;
                }
                Effect::Send { connection, text } => {
                    self.arrive(connection, Arrival::Frame(text));
                }
                Effect::Close { connection, code, .. } => {
                    *self.tally.closed.entry(code.code()).or_default() += 1;
                    self.attachments.remove(&connection);
                    self.arrive(connection, Arrival::Closed);
                }
                Effect::Attach(connection) => {
                    self.attachments.insert(connection.id, connection);
                }
                Effect::Alarm(at) => self.saved.alarm = Some(at),
            }
            written = true;
        }
        let open: Vec<_> = self.hub.connections().map(|connection| connection.id).collect();
        assert!(open.len() <= self.limits.connections);
        assert!(open.iter().all(|id| self.attachments.contains_key(id)));
        assert_eq!(open.len(), self.attachments.len(), "the hub knows every socket");
        let kept = self.saved.log.last().is_some_and(|event| event.frame.is_some());
        let waits = kept || !open.is_empty();
        assert!(self.saved.alarm.is_some() || !waits, "it wakes to end what it holds");
    }

    fn arrive(&mut self, connection: ConnectionId, arrival: Arrival) {
        if let Some(wire) = self.wires.get_mut(&connection) {
            wire.push_back(arrival);
        }
    }

    /// All sockets are gone with what was under way.
    pub fn hang_up(&mut self) {
        self.attachments.clear();
        self.wires.clear();
        self.observers.iter_mut().for_each(Observer::disconnect);
    }

    /// The hub begins anew with what is stored and what the sockets carry.
    pub fn restore(&mut self) {
        let epoch = format!("epoch {}", self.new_name());
        let open = self.attachments.values().cloned().collect();
        let (hub, effects) = Hub::restore(self.saved.clone(), open, self.limits.clone(), epoch);
        self.hub = hub;
        self.perform(effects);
    }

    /// The storage loses all of the log or one event of it.
    pub fn lose_log(&mut self) {
        let all = self.saved.log.len() < 3 || self.random.one_in(2);
        if all {
            self.saved = Saved::default();
        } else {
            let lost = 1 + self.random.index(self.saved.log.len() - 2);
            self.saved.log.remove(lost);
        }
        self.tally.lost_logs += 1;
        self.restore();
        self.reference.begin(self.hub.epoch(), all);
        // What the origin was told to be taken in does not come again.
        self.published.clear();
    }

    /// Moves the clock and wakes the hub when that is due.
    pub fn pass(&mut self, millis: i64) {
        self.now = Timestamp::from_millis(self.now.as_millis() + millis);
        self.latest = self.latest.max(self.now);
        if self.saved.alarm.is_none_or(|at| at > self.now) {
            return;
        }
        self.saved.alarm = None;
        let now = self.now;
        let held: Vec<_> = self.wires.keys().copied().collect();
        let heard = move |id| held.contains(&id).then_some(now);
        let outcome = self.call(|hub, now| hub.tick(now, heard));
        if outcome == Outcome::Done {
            let next = self.saved.alarm;
            assert!(next.is_none_or(|at| at > self.now), "it does not wake for nothing");
        }
        if outcome != Outcome::Nothing {
            self.reference.expire(self.now);
        }
    }

    /// Takes what is next for a client.
    pub fn next_arrival(&mut self, id: ConnectionId) -> Option<Arrival> {
        self.wires.get_mut(&id)?.pop_front()
    }
}
