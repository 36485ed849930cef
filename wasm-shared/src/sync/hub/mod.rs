//! One user's hub: it numbers the events of the user, keeps them for devices that are away, and hands
//! them to those that are there.
//!
//! It is a state machine without input and output of its own. A host calls it one call after another
//! and performs the [`Effect`]s of each, in their order, before the next.
//!
//! # What a device can rely on
//! Events have consecutive numbers within an epoch, the name of the log. A device that says up to
//! which event it has seen them is sent all later ones, in order and each once, as long as every one
//! of them is still in the log and they fit into what a connection may have unsent; otherwise none,
//! and it is told to load the library anew and go on from the head. An event is kept until every
//! device that has ever connected or read has acknowledged it, for seven days at most, and while it is
//! among the last thousand. An event that comes again, by its id, is dropped: the ids of the last
//! thousand are remembered, whether their events are kept or not.
//!
//! # Who may be connected
//! A device may hold several sockets, one for each tab or process. At most five devices and eight
//! sockets are connected: what would be one more is closed with 4104, and those that are there stay.
//! A client that comes back names the `session` its last `hello` gave it; if that socket has not been
//! found dead yet, it is closed with 4103, and it does not count any more. A session that is not the
//! same device's is nobody's.
//!
//! A sixth device that connects while fewer are connected makes the hub forget the one that has been
//! away longest. It is the origin that decides which devices are signed in.
//!
//! # How a socket ends
//! When its token expires or is revoked, by 4101; the client comes back with a new one. When its
//! device is signed out, by 4102; until every token from before has expired the device is let in with
//! a newer one only. After two heartbeats and 10 s of silence, by 4002. When more would be unsent than
//! may be, by 4003. A bad frame is answered with an error frame; more than ten of them in a minute close
//! the socket by 4105, as a binary frame does at once. A frame that is too large closes it by 4106.
//!
//! # What plays
//! The latest `playback` frame is kept for `hello`. A device that starts to play takes over: the one
//! that played is sent the command `pause`, again with the same id if it comes back without having
//! said that it stopped. For ten seconds after that a word from it that it plays is taken for an old
//! one. While a device that plays is connected, others that do not play have nothing to say.

mod command;
mod connect;
mod connection;
mod devices;
mod effect;
mod flow;
mod log;
mod pace;
mod playback;
mod publish;
mod read;
mod receive;
mod resume;
mod saved;
mod socket;
#[cfg(test)]
mod tests;
mod tick;

use self::{command::RecentCommands, devices::Devices, log::Log, socket::Socket};
pub use self::{
    connection::{Connection, ConnectionId, NewConnection},
    effect::{Batch, Effect, Frame},
    playback::{Playback, Superseded},
    saved::{KnownCommand, KnownDevice, LoggedEvent, Saved, Write},
};
use crate::{ports::Timestamp, settings::SyncSettings, sync::CloseCode};

/// The state of one user's hub. See the module for its rules.
#[derive(Debug)]
pub struct Hub {
    limits: SyncSettings,
    are_limits_kept: bool,
    epoch: String,
    log: Log,
    devices: Devices,
    least_token_version: u64,
    sockets: Vec<Socket>,
    playback: Option<Playback>,
    commands: RecentCommands,
    /// The wake-up that the host was last asked for.
    alarm: Option<Timestamp>,
    writes: Vec<Write>,
    effects: Vec<Effect>,
}

impl Hub {
    /// The hub that made what is `saved`, with the sockets that are `open` by their attachments. A
    /// socket whose attachment cannot be read is the host's to close, with [`CloseCode::GoingAway`].
    ///
    /// `limits` are gone by until a connection says what is in force. `new_epoch` is random; it names the log when there is none yet, or the saved one has a gap and
    /// cannot be gone on with.
    pub fn restore(
        saved: Saved,
        open: Vec<Connection>,
        limits: SyncSettings,
        new_epoch: String,
    ) -> (Self, Vec<Effect>) {
        let log = saved.epoch.is_some().then(|| Log::restore(saved.log)).flatten();
        let (epoch, begun) = match saved.epoch {
            Some(epoch) if log.is_some() => (epoch, false),
            _ => (new_epoch, true),
        };
        let mut hub = Self {
            are_limits_kept: saved.limits.is_some(),
            limits: saved.limits.unwrap_or(limits),
            epoch,
            log: log.unwrap_or_default(),
            devices: Devices::restore(saved.devices),
            least_token_version: saved.least_token_version,
            sockets: open.into_iter().map(Socket::restore).collect(),
            playback: saved.playback,
            commands: RecentCommands::restore(saved.commands),
            alarm: saved.alarm,
            writes: Vec::new(),
            effects: Vec::new(),
        };
        if begun {
            hub.begin();
        }
        let effects = hub.take_effects();
        (hub, effects)
    }

    /// A new log: whoever is connected has to come back and load the library.
    fn begin(&mut self) {
        self.writes.push(Write::Epoch(self.epoch.clone()));
        self.writes.extend(self.devices.begin().map(Write::Device));
        for socket in &mut self.sockets {
            socket.close(&mut self.effects, CloseCode::GoingAway, "the log was lost");
        }
    }

    /// The log's name.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// The number of the last event.
    pub fn head(&self) -> u64 {
        self.log.head()
    }

    /// The sockets that are open.
    pub fn connections(&self) -> impl Iterator<Item = &Connection> {
        self.sockets.iter().map(|socket| &socket.connection)
    }

    /// A socket is gone, whoever closed it. Its name may be one that the hub does not know.
    pub fn closed(&mut self, id: ConnectionId) {
        self.sockets.retain(|socket| socket.connection.id != id);
    }

    /// Drops what nobody waits for any more.
    fn drop_acknowledged(&mut self) {
        let through = self.devices.acknowledged_by_all().unwrap_or(self.log.head());
        self.writes.extend(self.log.drop_through(through));
    }

    /// What the call that ends here has done.
    fn take_effects(&mut self) -> Vec<Effect> {
        self.sockets.retain(Socket::is_open);
        self.effects.extend(self.sockets.iter_mut().filter_map(Socket::attach));
        if let Some(wanted) = self.wanted_alarm()
            && self.alarm.is_none_or(|set| wanted < set)
        {
            self.alarm = Some(wanted);
            self.effects.push(Effect::Alarm(wanted));
        }
        let writes = self.writes.drain(..).map(Effect::Write);
        writes.chain(self.effects.drain(..)).collect()
    }
}
