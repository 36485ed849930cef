use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{ConnectionId, Hub, Write};
use crate::{
    ports::Timestamp,
    sync::protocol::{PlayerCommand, ServerFrame},
};

/// For so long a device that was told to pause may still be heard to play.
const STILL_HEARD: Duration = Duration::from_secs(10);

/// What plays, as a device last said, and the devices that another has taken over from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Playback {
    /// The device.
    pub device_id: String,
    /// Whether it plays, and not only would play this.
    pub playing: bool,
    /// Its frame as the others are sent it, without `type`.
    pub state: Map<String, Value>,
    /// Devices that have not said that they stopped, the latest last.
    pub superseded: Vec<Superseded>,
}

/// A device that played when another began to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Superseded {
    /// The device.
    pub device_id: String,
    /// The id of the command that pauses it, the same however often it is sent.
    pub command_id: String,
    /// When it was last sent it; `None` when it has not been connected since.
    pub told_at: Option<Timestamp>,
}

impl Superseded {
    /// Whether a word at this moment that the device plays may be from before it was told to pause.
    fn may_not_have_heard(&self, now: Timestamp) -> bool {
        self.told_at.is_none_or(|at| (at..at + STILL_HEARD).contains(&now))
    }
}

impl Playback {
    /// Whether a device's word is what plays now. That it stopped is noted in any case.
    fn yields_to(&mut self, now: Timestamp, device_id: &str, playing: bool, online: bool) -> bool {
        let told = self.superseded.iter().position(|told| told.device_id == device_id);
        if let Some(told) = told {
            if playing && self.superseded[told].may_not_have_heard(now) {
                return false;
            }
            self.superseded.remove(told);
        }
        device_id == self.device_id || playing || !(self.playing && online)
    }
}

impl Hub {
    /// Takes in what a device plays, tells the others, and pauses the one it takes over from.
    pub(super) fn report(&mut self, now: Timestamp, place: usize, mut state: Map<String, Value>) {
        let connection = &self.sockets[place].connection;
        let (device_id, from) = (connection.device_id.clone(), connection.id);
        let playing = state.get("state").and_then(Value::as_str) == Some("playing");
        let (mut superseded, mut paused) = (Vec::new(), None);
        if let Some(mut before) = self.playback.take() {
            let online = self.is_online(&before.device_id);
            if !before.yields_to(now, &device_id, playing, online) {
                return self.set_playback(Some(before));
            }
            superseded = before.superseded;
            if before.playing && playing && before.device_id != device_id {
                superseded.push(Superseded {
                    device_id: before.device_id.clone(),
                    command_id: format!("takeover-{from}-{}", now.as_millis()),
                    told_at: None,
                });
                let over = superseded.len().saturating_sub(self.limits.devices);
                superseded.drain(..over);
                paused = Some(before.device_id);
            }
        }
        state.insert("device_id".to_owned(), device_id.clone().into());
        state.insert("updated_at".to_owned(), now.to_string().into());
        let frame = ServerFrame::Playback(&state).render();
        let others = self.sockets.iter_mut();
        for socket in others.filter(|other| other.connection.device_id != device_id) {
            if socket.is_live() {
                socket.send(&mut self.effects, &self.limits, &frame, None);
            }
        }
        self.playback = Some(Playback { device_id, playing, state, superseded });
        if let Some(paused) = paused {
            self.pause(now, &paused, None);
        }
        self.set_playback(self.playback.clone());
    }

    /// A device that came back without having said that it stopped is told again.
    pub(super) fn remind_superseded(&mut self, now: Timestamp, place: usize) {
        let connection = &self.sockets[place].connection;
        let (device_id, id) = (connection.device_id.clone(), connection.id);
        if self.pause(now, &device_id, Some(id)) {
            self.set_playback(self.playback.clone());
        }
    }

    /// A device that was signed out plays nothing.
    pub(super) fn silence_device(&mut self, device_id: &str) {
        let Some(mut playback) = self.playback.take() else { return };
        playback.superseded.retain(|told| told.device_id != device_id);
        self.set_playback((playback.device_id != device_id).then_some(playback));
    }

    /// Sends a superseded device its command, on all its sockets or on one. Whether it was sent.
    fn pause(&mut self, now: Timestamp, device_id: &str, only: Option<ConnectionId>) -> bool {
        let Some(Playback { device_id: source, superseded, .. }) = &mut self.playback else {
            return false;
        };
        let Some(told) = superseded.iter_mut().find(|told| told.device_id == device_id) else {
            return false;
        };
        let frame = ServerFrame::Command {
            id: &told.command_id,
            command: PlayerCommand::Pause.as_str(),
            source_device_id: source,
            target_device_id: device_id,
            args: &Map::new(),
        };
        let frame = frame.render();
        let mut sent = false;
        for socket in self.sockets.iter_mut().filter(|socket| socket.is_live()) {
            let connection = &socket.connection;
            if connection.device_id == device_id && only.is_none_or(|only| only == connection.id) {
                socket.send(&mut self.effects, &self.limits, &frame, None);
                sent = true;
            }
        }
        if sent {
            told.told_at = Some(now);
        }
        sent
    }

    fn set_playback(&mut self, playback: Option<Playback>) {
        self.playback = playback;
        self.writes.push(Write::Playback(self.playback.clone()));
    }
}
