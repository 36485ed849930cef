//! The hub's rules one by one; `tests/hub_delivery` tries what they come to together.

mod connections;
mod flow;
mod frames;
mod playback;
mod replay;
mod retention;

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use super::{Connection, ConnectionId, Effect, Frame, Hub, NewConnection, Saved};
use crate::{ports::Timestamp, settings::SyncSettings, sync::Event};

/// How long a token lives from when a test connects with it.
const TOKEN: Duration = Duration::from_mins(10);

/// A hub on storage and sockets in memory, at a time that stands still.
struct Bench {
    hub: Hub,
    limits: SyncSettings,
    now: Timestamp,
    saved: Saved,
    attached: BTreeMap<ConnectionId, Connection>,
    frames: BTreeMap<u64, Vec<Value>>,
    closed: BTreeMap<u64, u16>,
}

impl Bench {
    fn new() -> Self {
        Self::with(SyncSettings::default())
    }

    fn with(limits: SyncSettings) -> Self {
        let (hub, effects) =
            Hub::restore(Saved::default(), Vec::new(), limits.clone(), "first".to_owned());
        let mut bench = Self {
            hub,
            limits,
            now: Timestamp::from_secs(1_767_225_600),
            saved: Saved::default(),
            attached: BTreeMap::new(),
            frames: BTreeMap::new(),
            closed: BTreeMap::new(),
        };
        bench.perform(effects);
        bench
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Write(write) => self.saved.apply(write),
                Effect::Send { connection, text } => {
                    assert!(!self.closed.contains_key(&connection.0), "it is closed: {text}");
                    let frame = serde_json::from_str(&text).unwrap();
                    self.frames.entry(connection.0).or_default().push(frame);
                }
                Effect::Close { connection, code, .. } => {
                    assert_eq!(self.closed.insert(connection.0, code.code()), None, "closed once");
                    self.attached.remove(&connection);
                }
                Effect::Attach(connection) => {
                    self.attached.insert(connection.id, connection);
                }
                Effect::Alarm(at) => self.saved.alarm = Some(at),
            }
        }
    }

    /// Forgets all but what is stored and what the sockets carry.
    fn sleep(&mut self) {
        let open = self.attached.values().cloned().collect();
        let epoch = "another".to_owned();
        let (hub, effects) = Hub::restore(self.saved.clone(), open, self.limits.clone(), epoch);
        self.hub = hub;
        self.perform(effects);
    }

    fn token(&self, id: u64, device_id: &str) -> NewConnection {
        NewConnection {
            id: ConnectionId(id),
            device_id: device_id.to_owned(),
            token_version: 1,
            expires_at: self.now + TOKEN,
            replaces: None,
            limits: self.limits.clone(),
        }
    }

    fn connect(&mut self, id: u64, device_id: &str) {
        self.connect_with(self.token(id, device_id));
    }

    fn connect_with(&mut self, connection: NewConnection) {
        let effects = self.hub.connect(self.now, connection);
        self.perform(effects);
    }

    /// Connects and goes on from the head; what came of that is taken.
    fn join(&mut self, id: u64, device_id: &str) {
        self.connect(id, device_id);
        let (epoch, head) = (self.hub.epoch().to_owned(), self.hub.head());
        self.send(id, &json!({"type": "resume", "epoch": epoch, "after": head}));
        let types: Vec<_> = self.take(id).iter().map(|frame| frame["type"].clone()).collect();
        assert_eq!(types[..2], ["hello", "resumed"]);
    }

    fn leave(&mut self, id: u64) {
        self.attached.remove(&ConnectionId(id));
        self.hub.closed(ConnectionId(id));
    }

    fn send(&mut self, id: u64, frame: &Value) {
        self.send_frame(id, Frame::Text(&frame.to_string()));
    }

    fn send_frame(&mut self, id: u64, frame: Frame<'_>) {
        let effects = self.hub.receive(self.now, ConnectionId(id), frame);
        self.perform(effects);
    }

    fn resume(&mut self, id: u64, after: u64) {
        self.send(id, &json!({"type": "resume", "epoch": "first", "after": after}));
    }

    fn ack(&mut self, id: u64, seq: u64) {
        self.send(id, &json!({"type": "ack", "seq": seq}));
    }

    /// Publishes events of these ids.
    fn publish(&mut self, ids: &[&str]) {
        let events: Vec<_> =
            ids.iter().map(|id| self.event(id, "favorites.changed", &json!({}))).collect();
        let effects = self.hub.publish(self.now, &events);
        self.perform(effects);
    }

    fn publish_one(&mut self, id: &str, kind: &str, data: &Value) {
        let event = self.event(id, kind, data);
        let effects = self.hub.publish(self.now, &[event]);
        self.perform(effects);
    }

    fn event(&self, id: &str, kind: &str, data: &Value) -> Event {
        let at = self.now.to_string();
        let item = json!({"id": id, "user_id": "u", "kind": kind, "at": at, "data": data});
        Event::parse(&item).unwrap()
    }

    fn pass(&mut self, time: Duration) {
        self.now = self.now + time;
    }

    /// Wakes the hub, when it has asked for that; the platform has heard of these sockets just now.
    fn wake(&mut self, heard: &[u64]) {
        if self.saved.alarm.is_some_and(|at| at <= self.now) {
            self.saved.alarm = None;
            let now = self.now;
            let effects = self.hub.tick(now, |id| heard.contains(&id.0).then_some(now));
            self.perform(effects);
        }
    }

    /// What came on a socket since it was last looked at.
    fn take(&mut self, id: u64) -> Vec<Value> {
        self.frames.remove(&id).unwrap_or_default()
    }

    /// The same, in short: an event's number, an error's code, or the type.
    fn short(&mut self, id: u64) -> Vec<String> {
        let frames = self.take(id);
        let short = frames.iter().map(|frame| match frame["type"].as_str().unwrap() {
            "event" => frame["seq"].to_string(),
            "error" => frame["code"].as_str().unwrap().to_owned(),
            "resumed" => format!("resumed {}", frame["recovered"]),
            other => other.to_owned(),
        });
        short.collect()
    }

    fn code(&self, id: u64) -> Option<u16> {
        self.closed.get(&id).copied()
    }

    /// The events whose frames are stored.
    fn kept(&self) -> Vec<u64> {
        let log = self.saved.log.iter();
        log.filter(|event| event.frame.is_some()).map(|event| event.seq).collect()
    }
}
