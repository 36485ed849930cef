use serde_json::{Map, Value};

use super::{Effect, Hub, Write, devices::is_from_before};
use crate::{
    ports::Timestamp,
    sync::{
        Event, EventKind, Payload,
        protocol::{CloseCode, ServerFrame},
    },
};

impl Hub {
    /// Events of the user, in their order, from the origin. Those that were published before, by their
    /// ids, are let be. All of them count as taken in once the writes are made.
    pub fn publish<'e>(
        &mut self,
        now: Timestamp,
        events: impl IntoIterator<Item = &'e Event>,
    ) -> Vec<Effect> {
        for event in events {
            if !self.log.knows(&event.id) {
                self.put(now, event);
                self.heed(now, event);
            }
        }
        let (age, most) = (self.limits.retention(), self.limits.retention_events);
        self.writes.extend(self.log.trim(now, age, most));
        self.drop_acknowledged();
        self.writes.extend(self.log.forget(most));
        self.take_effects()
    }

    /// Puts an event into the log and sends it to whoever is there.
    fn put(&mut self, now: Timestamp, event: &Event) {
        let Event { id, kind, at, data, .. } = event;
        let at = Timestamp::from_millis(at.as_millisecond()).to_string();
        let logged = self.log.append(now, id, |seq| {
            ServerFrame::Event { seq, id, kind: kind.as_str(), at, data }.render()
        });
        self.writes.push(Write::Append(logged.clone()));
        if let Some(frame) = &logged.frame {
            for socket in self.sockets.iter_mut().filter(|socket| socket.is_live()) {
                socket.send(&mut self.effects, &self.limits, frame, Some(logged.seq));
            }
        }
    }

    /// Does what an event asks of the hub itself, after the devices were told.
    fn heed(&mut self, now: Timestamp, event: &Event) {
        let text = |members: &Map<String, Value>, name: &str| {
            members.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        match (event.kind, event.payload) {
            (_, Payload::Revoked { token_version }) => self.revoke(token_version),
            (EventKind::DeviceAdded, _) => {
                let Some(Value::Object(device)) = event.data.get("device") else { return };
                let [id, name, platform] =
                    ["id", "name", "platform"].map(|name| text(device, name));
                if self.has_room_for(&id) {
                    let added = self.devices.add(now, &id, &name, &platform);
                    self.writes.push(Write::Device(added));
                }
            }
            (EventKind::DeviceRemoved, _) => {
                let at = Timestamp::from_millis(event.at.as_millisecond());
                self.remove_device(now, &text(&event.data, "device_id"), at);
            }
            _ => {}
        }
    }

    fn revoke(&mut self, token_version: u64) {
        if token_version > self.least_token_version {
            self.least_token_version = token_version;
            self.writes.push(Write::LeastTokenVersion(token_version));
        }
        for socket in &mut self.sockets {
            if socket.connection.token_version < self.least_token_version {
                let reason = "the token was revoked";
                socket.close(&mut self.effects, CloseCode::TokenInvalid, reason);
            }
        }
    }

    /// Ends what the device had before. Told late, it may have signed in anew since, and stays.
    fn remove_device(&mut self, now: Timestamp, device_id: &str, at: Timestamp) {
        let mut is_back = false;
        for socket in &mut self.sockets {
            let connection = &socket.connection;
            if connection.device_id != device_id || !socket.is_open() {
                continue;
            }
            if is_from_before(connection.expires_at, at) {
                let reason = "the device was signed out";
                socket.close(&mut self.effects, CloseCode::DeviceRemoved, reason);
            } else {
                is_back = true;
            }
        }
        if !is_back {
            self.writes.push(Write::Device(self.devices.remove(now, device_id, at)));
            self.silence_device(device_id);
        }
    }
}
