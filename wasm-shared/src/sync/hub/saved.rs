use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::playback::Playback;
use crate::{ports::Timestamp, settings::SyncSettings};

/// What a host keeps of a hub: the sum of its [`Write`]s.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// The log's name; `None` before the first start.
    pub epoch: Option<String>,
    /// The log by `seq`, without gaps.
    pub log: Vec<LoggedEvent>,
    /// The devices, in any order.
    pub devices: Vec<KnownDevice>,
    /// Tokens with a lower version are not let in.
    pub least_token_version: u64,
    /// What plays.
    pub playback: Option<Playback>,
    /// The commands that are known when they come again, in any order.
    pub commands: Vec<KnownCommand>,
    /// What was in force when a socket was last opened; `None` before the first.
    pub limits: Option<SyncSettings>,
    /// The wake-up that is set.
    pub alarm: Option<Timestamp>,
}

/// An event of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEvent {
    /// Its number: one more than that of the event before it.
    pub seq: u64,
    /// The event's id.
    pub id: Rc<str>,
    /// When it was put in.
    pub stored_at: Timestamp,
    /// The frame that devices are sent; `None` once no device will be sent it, when only the id is
    /// remembered.
    pub frame: Option<Rc<str>>,
}

/// A device of the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDevice {
    /// As it named itself at sign-in; unique among the user's.
    pub id: String,
    /// What its owner calls it; `None` when the hub was not told.
    pub name: Option<String>,
    /// Its platform; `None` when the hub was not told.
    pub platform: Option<String>,
    /// The last event that it has acknowledged; `None` before it first connects or reads.
    pub acknowledged: Option<u64>,
    /// When it last connected or read.
    pub seen_at: Timestamp,
    /// When it was signed out: kept for as long as a token from before may live.
    pub removed_at: Option<Timestamp>,
}

/// A command that was handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCommand {
    /// One more than that of the command before it.
    pub number: u64,
    /// The device that sent it.
    pub device_id: String,
    /// Its id, unique at that device.
    pub id: String,
}

/// A change of what is [`Saved`].
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A log of this name begins. What was logged before is deleted.
    Epoch(String),
    /// An event is put in.
    Append(LoggedEvent),
    /// The frames with `after < seq <= through` become `None`.
    Drop {
        /// The last that had none.
        after: u64,
        /// The last that has none now.
        through: u64,
    },
    /// The events up to and with this `seq` are deleted.
    Forget(u64),
    /// A device is put in the place of the one with its id, if there is one.
    Device(KnownDevice),
    /// The device with this id is deleted.
    ForgetDevice(String),
    /// [`Saved::least_token_version`].
    LeastTokenVersion(u64),
    /// [`Saved::playback`].
    Playback(Option<Playback>),
    /// A command is put in the place of the one [`KnownCommand::REMEMBERED`] before it.
    Command(KnownCommand),
    /// [`Saved::limits`].
    Limits(SyncSettings),
}

impl KnownCommand {
    /// How many are known again. A client that was cut off sends the last few.
    pub const REMEMBERED: u64 = 64;

    /// The place that it takes, below [`Self::REMEMBERED`].
    pub const fn slot(&self) -> u64 {
        self.number % Self::REMEMBERED
    }
}

impl Saved {
    /// What a write comes to, for hosts that keep it in memory and as the definition for the others.
    pub fn apply(&mut self, write: Write) {
        match write {
            Write::Epoch(epoch) => {
                self.epoch = Some(epoch);
                self.log.clear();
            }
            Write::Append(event) => self.log.push(event),
            Write::Drop { after, through } => {
                let first = self.log.partition_point(|event| event.seq <= after);
                let dropped = self.log[first..].iter_mut();
                for event in dropped.take_while(|event| event.seq <= through) {
                    event.frame = None;
                }
            }
            Write::Forget(through) => self.log.retain(|event| event.seq > through),
            Write::Device(device) => {
                self.devices.retain(|known| known.id != device.id);
                self.devices.push(device);
            }
            Write::ForgetDevice(id) => self.devices.retain(|known| known.id != id),
            Write::LeastTokenVersion(version) => self.least_token_version = version,
            Write::Playback(playback) => self.playback = playback,
            Write::Command(command) => {
                self.commands.retain(|known| known.slot() != command.slot());
                self.commands.push(command);
            }
            Write::Limits(limits) => self.limits = Some(limits),
        }
    }
}
