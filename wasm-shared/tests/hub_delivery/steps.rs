use std::time::Duration;

use serde_json::{Value, json};
use wasm_shared::sync::{ConnectionId, Effect, Event, Frame, NewConnection};

use super::{
    observer::Phase,
    world::{Arrival, Outcome, World},
};

/// How long a token lives.
const TOKEN: Duration = Duration::from_mins(10);
/// How far back an event may come again: less than the ids that a hub remembers.
const REPEATED: usize = 800;
const DAY_MS: i64 = 24 * 3_600_000;

impl World {
    /// Something happens.
    pub fn step(&mut self) {
        let observer = self.random.index(self.observers.len());
        match self.random.below(1_000) {
            0..160 => self.publish_new(),
            160..220 => self.publish_again(),
            220..360 => self.go_on(observer),
            360..640 => self.take(observer),
            640..790 => self.acknowledge(observer),
            790..830 => self.leave(observer),
            830..880 => self.read(observer),
            880..920 => {
                self.tally.sleeps += 1;
                self.restore();
            }
            920..960 => self.make_noise(observer),
            960..990 => self.let_time_pass(),
            990..995 => self.sign_out(observer),
            995..998 => self.revoke(),
            998..999 => self.lose_log(),
            _ => {}
        }
        let millis = self.random.below(200);
        self.pass(i64::try_from(millis).unwrap());
    }

    fn publish_new(&mut self) {
        for _ in 0..=self.random.below(3) {
            self.put_out("favorites.changed", &json!({"revision": self.reference.head()}));
        }
        self.deliver();
    }

    fn put_out(&mut self, kind: &str, data: &Value) {
        let id = format!("event {}", self.new_name());
        let at = self.now.to_string();
        let item = json!({"id": id, "user_id": "u", "kind": kind, "at": at, "data": data});
        self.outbox.push_back(Event::parse(&item).unwrap());
    }

    /// Hands the outbox over.
    fn deliver(&mut self) {
        let events: Vec<_> = self.outbox.iter().cloned().collect();
        let outcome = self.call(|hub, now| hub.publish(now, &events));
        if outcome != Outcome::Nothing {
            self.reference.publish(self.now, &events, &self.taking_part());
        }
        if outcome == Outcome::Done {
            self.published.extend(self.outbox.drain(..));
            let over = self.published.len().saturating_sub(REPEATED);
            self.published.drain(..over);
        }
    }

    /// The devices whose acknowledgements the hub has kept.
    fn taking_part(&self) -> Vec<String> {
        let devices = self.saved.devices.iter().filter(|device| device.acknowledged.is_some());
        devices.map(|device| device.id.clone()).collect()
    }

    /// The origin was not told, and hands events over again, the same and later ones.
    fn publish_again(&mut self) {
        if self.published.is_empty() {
            return;
        }
        let from = self.random.index(self.published.len());
        let count = 1 + self.random.index(5);
        let again: Vec<_> = self.published.iter().skip(from).take(count).cloned().collect();
        self.tally.duplicates += again.len() as u64;
        let head = self.reference.head();
        if self.call(|hub, now| hub.publish(now, &again)) != Outcome::Nothing {
            self.reference.publish(self.now, &again, &self.taking_part());
        }
        assert_eq!(self.hub.head(), head, "what was published is not published again");
    }

    /// Connects, or resumes.
    fn go_on(&mut self, observer: usize) {
        match (self.observers[observer].connection, self.observers[observer].phase.clone()) {
            (None, _) => self.connect(observer),
            (Some(id), Phase::Greeted) => self.resume(observer, id),
            _ => {}
        }
    }

    fn connect(&mut self, observer: usize) {
        let id = ConnectionId(self.new_name());
        let stale = u64::from(self.faults && self.random.one_in(20));
        let names = self.random.one_in(2);
        let observer = &mut self.observers[observer];
        let device_id = observer.device_id.clone();
        let connection = NewConnection {
            id,
            device_id: device_id.clone(),
            token_version: self.token_version - stale,
            expires_at: self.now + TOKEN,
            replaces: observer.session.take().filter(|_| names),
            limits: self.limits.clone(),
        };
        observer.connection = Some(id);
        self.wires.insert(id, Vec::new().into());
        let mut admitted = false;
        let outcome = self.call(|hub, now| {
            let effects = hub.connect(now, connection);
            admitted = hub.connections().any(|connection| connection.id == id);
            effects
        });
        if admitted && outcome != Outcome::Nothing {
            self.reference.join(&device_id);
        }
    }

    fn resume(&mut self, observer: usize, id: ConnectionId) {
        if !self.attachments.contains_key(&id) {
            return;
        }
        let observer = &mut self.observers[observer];
        let device_id = observer.device_id.clone();
        let frame = observer.resume(&self.reference);
        let mut from = self.reference.head();
        if self.reference.holds(observer.epoch.as_deref(), observer.after) {
            from = observer.after;
        }
        let mut recovered = true;
        let outcome = self.call(|hub, now| {
            let effects = hub.receive(now, id, Frame::Text(&frame));
            recovered = !effects.iter().any(|effect| {
                matches!(effect, Effect::Send { text, .. } if text.contains(r#""recovered":false"#))
            });
            effects
        });
        let from = if recovered { from } else { self.reference.head() };
        if outcome != Outcome::Nothing {
            self.reference.acknowledge(&device_id, from);
        }
    }

    /// A client takes in some of what has come for it.
    fn take(&mut self, observer: usize) {
        let Some(id) = self.observers[observer].connection else { return };
        for _ in 0..=self.random.below(12) {
            match self.next_arrival(id) {
                None => return,
                Some(Arrival::Closed) => {
                    self.wires.remove(&id);
                    return self.observers[observer].disconnect();
                }
                Some(Arrival::Frame(frame)) => {
                    let answer = self.observers[observer].take(&frame, &self.reference);
                    if let Some(answer) = answer {
                        self.call(|hub, now| hub.receive(now, id, Frame::Text(answer)));
                    }
                }
            }
        }
    }

    /// A client acknowledges all it has seen, or some of it.
    fn acknowledge(&mut self, observer: usize) {
        let lag = self.random.below(3);
        let observer = &self.observers[observer];
        let Some(id) = observer.connection.filter(|id| self.attachments.contains_key(id)) else {
            return;
        };
        if observer.phase != Phase::Live {
            return;
        }
        let (seq, device_id) = (observer.after.saturating_sub(lag), observer.device_id.clone());
        let frame = json!({"type": "ack", "seq": seq}).to_string();
        let outcome = self.call(|hub, now| hub.receive(now, id, Frame::Text(&frame)));
        if outcome != Outcome::Nothing {
            self.reference.acknowledge(&device_id, seq);
        }
    }

    /// A client goes away, with a word or without one.
    fn leave(&mut self, observer: usize) {
        let Some(id) = self.observers[observer].connection else { return };
        self.observers[observer].disconnect();
        self.wires.remove(&id);
        if self.random.one_in(2) {
            self.attachments.remove(&id);
            self.hub.closed(id);
        }
    }

    /// A client without a socket reads.
    fn read(&mut self, observer: usize) {
        let reader = &self.observers[observer];
        let device_id = reader.device_id.clone();
        let mut known = self.saved.devices.iter();
        let removed = known.any(|known| known.id == device_id && known.removed_at.is_some());
        if reader.connection.is_some() || removed {
            return;
        }
        let (epoch, after) = (reader.epoch.clone(), reader.after);
        let held = self.reference.holds(epoch.as_deref(), after);
        let mut batch = None;
        let outcome = self.call(|hub, now| {
            let (read, effects) =
                hub.read(now, &device_id, epoch.as_deref(), epoch.is_some().then_some(after));
            batch = Some(read);
            effects
        });
        if outcome == Outcome::Done {
            self.observers[observer].read(&batch.unwrap(), &self.reference);
        }
        if outcome != Outcome::Nothing {
            self.reference.join(&device_id);
            let from = if held { after } else { self.reference.head() };
            self.reference.acknowledge(&device_id, from);
        }
    }

    /// A client sends what the others' events must not suffer from.
    fn make_noise(&mut self, observer: usize) {
        let Some(id) = self.observers[observer].connection else { return };
        let target = self.random.index(self.observers.len());
        let target = self.observers[target].device_id.clone();
        let frame = match self.random.below(6) {
            0 => json!({"type": "playback", "state": "playing", "track": {"id": "qq:1"}}),
            1 => json!({"type": "playback", "state": "paused"}),
            2 => {
                json!({"type": "command", "id": "c", "command": "next", "target_device_id": target})
            }
            3 => json!({"type": "resume", "after": -1}),
            4 => json!(["ack", 1]),
            _ => json!({"type": "ping"}),
        };
        let frame = frame.to_string();
        self.call(|hub, now| hub.receive(now, id, Frame::Text(&frame)));
    }

    fn let_time_pass(&mut self) {
        let millis = match self.random.below(20) {
            0 => DAY_MS,
            1 => 3 * DAY_MS,
            2 => -3_600_000,
            3..8 => 70_000,
            _ => 5_000,
        };
        self.pass(millis);
    }

    fn sign_out(&mut self, observer: usize) {
        let device_id = self.observers[observer].device_id.clone();
        self.put_out("device.removed", &json!({ "device_id": device_id }));
        if self.random.one_in(2) {
            let device = json!({"id": device_id, "name": "Phone", "platform": "ios"});
            self.put_out("device.added", &json!({ "device": device }));
        }
        self.deliver();
        self.pass(1_000);
    }

    fn revoke(&mut self) {
        self.token_version += 1;
        self.put_out("session.revoked", &json!({ "token_version": self.token_version }));
        self.deliver();
    }

    /// Everybody comes back, and nothing fails any more: everybody has to be up to date, and nothing
    /// has to be kept.
    pub fn settle(&mut self) {
        self.faults = false;
        self.hang_up();
        self.restore();
        // Devices that signed out before the clock went back can come back.
        self.pass(self.latest.since(self.now).as_millis().try_into().unwrap());
        self.deliver();
        for observer in 0..self.observers.len() {
            self.connect(observer);
            self.take_all(observer);
            let id = self.observers[observer].connection.expect("nobody is refused");
            self.resume(observer, id);
            self.take_all(observer);
        }
        for observer in 0..self.observers.len() {
            let Some(id) = self.observers[observer].connection else { continue };
            assert_eq!(self.observers[observer].phase, Phase::Live);
            assert_eq!(self.observers[observer].after, self.reference.head());
            let frame = json!({"type": "ack", "seq": self.reference.head()}).to_string();
            self.call(|hub, now| hub.receive(now, id, Frame::Text(&frame)));
            let device_id = self.observers[observer].device_id.clone();
            self.reference.acknowledge(&device_id, self.reference.head());
        }
        assert_eq!(self.reference.floor, self.reference.head());
        assert!(self.saved.log.iter().all(|event| event.frame.is_none()), "nothing is kept");
        self.faults = true;
    }

    fn take_all(&mut self, observer: usize) {
        while let Some(id) = self.observers[observer].connection
            && self.wires.get(&id).is_some_and(|wire| !wire.is_empty())
        {
            self.take(observer);
        }
    }
}
