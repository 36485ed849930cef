use super::{ConnectionId, Effect, Hub, Write};
use crate::{ports::Timestamp, sync::protocol::CloseCode};

impl Hub {
    /// The wake-up came. `heard` is when the platform last answered a `ping` on a socket by itself.
    pub fn tick(
        &mut self,
        now: Timestamp,
        heard: impl Fn(ConnectionId) -> Option<Timestamp>,
    ) -> Vec<Effect> {
        self.alarm = None;
        for socket in &mut self.sockets {
            let connection = &mut socket.connection;
            let heard_at = heard(connection.id)
                .map_or(connection.heard_at, |answered| answered.max(connection.heard_at));
            // A clock that went back must not keep a dead socket for as long.
            connection.heard_at = heard_at.min(now);
            if now >= connection.expires_at {
                let reason = "the token has expired";
                socket.close(&mut self.effects, CloseCode::TokenInvalid, reason);
            } else if now.since(connection.heard_at) >= self.limits.silence() {
                let reason = "nothing was heard of the client";
                socket.close(&mut self.effects, CloseCode::HeartbeatLost, reason);
            }
        }
        let (age, most) = (self.limits.retention(), self.limits.retention_events);
        self.writes.extend(self.log.trim(now, age, most));
        self.writes.extend(self.devices.forget_removed(now).map(Write::ForgetDevice));
        self.take_effects()
    }

    /// When the hub has something to do although nobody calls.
    pub(super) fn wanted_alarm(&self) -> Option<Timestamp> {
        let sockets = self.sockets.iter().map(|socket| {
            let connection = &socket.connection;
            connection.expires_at.min(connection.heard_at + self.limits.silence())
        });
        let oldest = self.log.oldest().map(|stored_at| stored_at + self.limits.retention());
        sockets.chain(oldest).chain(self.devices.next_removal()).min()
    }
}
