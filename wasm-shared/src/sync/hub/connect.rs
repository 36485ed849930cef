use super::{Connection, Effect, Hub, NewConnection, Write, socket::Socket};
use crate::{
    ports::Timestamp,
    settings::SyncSettings,
    sync::protocol::{CloseCode, DeviceState, ServerFrame},
};

impl Hub {
    /// A socket was opened. It is greeted, or closed with the reason why it is not let in.
    pub fn connect(&mut self, now: Timestamp, connection: NewConnection) -> Vec<Effect> {
        let id = connection.id;
        self.follow(&connection.limits);
        self.replace(&connection);
        match self.refusal(now, &connection) {
            Some((code, reason)) => {
                self.effects.push(Effect::Close { connection: id, code, reason });
            }
            None => self.admit(now, connection),
        }
        self.take_effects()
    }

    /// Goes by these limits from now on, also when it wakes.
    fn follow(&mut self, limits: &SyncSettings) {
        if !self.are_limits_kept || self.limits != *limits {
            self.limits = limits.clone();
            self.are_limits_kept = true;
            self.writes.push(Write::Limits(limits.clone()));
        }
    }

    /// Closes the device's socket that the new one takes the place of.
    fn replace(&mut self, connection: &NewConnection) {
        let Some(session) = &connection.replaces else { return };
        let replaced = self.sockets.iter_mut().find(|socket| {
            socket.connection.device_id == connection.device_id
                && socket.connection.id.to_string() == *session
        });
        if let Some(socket) = replaced {
            let reason = "the client came back on another socket";
            socket.close(&mut self.effects, CloseCode::Replaced, reason);
            self.sockets.retain(Socket::is_open);
        }
    }

    fn refusal(
        &self,
        now: Timestamp,
        connection: &NewConnection,
    ) -> Option<(CloseCode, &'static str)> {
        let device_id = connection.device_id.as_str();
        if now >= connection.expires_at {
            return Some((CloseCode::TokenInvalid, "the token has expired"));
        }
        if connection.token_version < self.least_token_version {
            return Some((CloseCode::TokenInvalid, "the token was revoked"));
        }
        if self.devices.was_removed(device_id, connection.expires_at) {
            return Some((CloseCode::DeviceRemoved, "the device was signed out"));
        }
        if self.sockets.len() >= self.limits.connections {
            return Some((CloseCode::TooManyConnections, "too many connections"));
        }
        let connected = self.devices.iter().filter(|device| self.is_online(&device.id)).count();
        if connected >= self.limits.devices && !self.is_online(device_id) {
            return Some((CloseCode::TooManyConnections, "too many devices are connected"));
        }
        None
    }

    fn admit(&mut self, now: Timestamp, connection: NewConnection) {
        self.note(now, &connection.device_id);
        let mut socket = Socket::open(now, connection);
        let Connection { id, device_id, .. } = &socket.connection;
        let devices = self.devices.iter().map(|device| DeviceState {
            id: &device.id,
            name: device.name.as_deref(),
            platform: device.platform.as_deref(),
            online: device.id == *device_id || self.is_online(&device.id),
        });
        let hello = ServerFrame::Hello {
            session: &id.to_string(),
            epoch: &self.epoch,
            head: self.log.head(),
            heartbeat_ms: self.limits.heartbeat_ms,
            devices: devices.collect(),
            playback: self.playback.as_ref().map(|playback| &playback.state),
        };
        let hello = hello.render();
        socket.send(&mut self.effects, &self.limits, &hello, None);
        self.sockets.push(socket);
    }

    /// Keeps in mind that the device takes part, from the head on if it has not before.
    pub(super) fn note(&mut self, now: Timestamp, device_id: &str) {
        if self.has_room_for(device_id) {
            let seen = self.devices.see(now, device_id, self.log.head());
            self.writes.extend(seen.map(Write::Device));
        }
    }

    /// Whether the device is known or can be. When it is one more than may be known, the one that has
    /// been away longest is forgotten, unless all are connected.
    pub(super) fn has_room_for(&mut self, device_id: &str) -> bool {
        let known = self.devices.iter().count();
        if self.devices.knows(device_id) || known < self.limits.devices {
            return true;
        }
        let away = self.devices.iter().filter(|device| !self.is_online(&device.id));
        let gone = away.min_by_key(|device| device.seen_at).map(|device| device.id.clone());
        let Some(gone) = gone else { return false };
        self.devices.forget(&gone);
        self.writes.push(Write::ForgetDevice(gone));
        true
    }

    /// Whether the device has a socket.
    pub(super) fn is_online(&self, device_id: &str) -> bool {
        self.sockets
            .iter()
            .any(|socket| socket.is_open() && socket.connection.device_id == device_id)
    }
}
