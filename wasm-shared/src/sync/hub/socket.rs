use std::{rc::Rc, time::Duration};

use super::{Connection, Effect, NewConnection, flow::Flow, pace::Pace};
use crate::{
    ports::Timestamp,
    settings::SyncSettings,
    sync::protocol::{CloseCode, FrameError, ServerFrame},
};

/// An attachment may lag so far behind in what was last heard; the hub sleeps for longer only.
const HEARD_STEP: Duration = Duration::from_secs(5);
/// And so far in what has arrived, in bytes.
const UNCONFIRMED_STEP: u64 = 16 << 10;
/// Errors that are answered within a minute before the socket is closed.
const ERRORS_PER_MINUTE: u32 = 10;

/// A connection, and what need not outlive the hub's sleep.
#[derive(Debug)]
pub(super) struct Socket {
    pub connection: Connection,
    attached: Option<Attached>,
    frames: Pace,
    errors: Pace,
    closed: bool,
}

/// What of the attachment is looked at.
#[derive(Debug, Clone, Copy)]
struct Attached {
    heard_at: Timestamp,
    resumed: bool,
    unconfirmed: u64,
}

impl Attached {
    fn of(connection: &Connection) -> Self {
        let Connection { heard_at, resumed, flow, .. } = connection;
        Self { heard_at: *heard_at, resumed: *resumed, unconfirmed: flow.unconfirmed() }
    }

    fn is_outdated_by(self, now: Self) -> bool {
        self.resumed != now.resumed
            || now.heard_at.since(self.heard_at) >= HEARD_STEP
            || now.unconfirmed.abs_diff(self.unconfirmed) >= UNCONFIRMED_STEP
    }
}

impl Socket {
    pub fn open(now: Timestamp, new: NewConnection) -> Self {
        let NewConnection { id, device_id, token_version, expires_at, .. } = new;
        let (resumed, flow) = (false, Flow::default());
        let connection =
            Connection { id, device_id, token_version, expires_at, heard_at: now, resumed, flow };
        Self { attached: None, ..Self::restore(connection) }
    }

    pub fn restore(connection: Connection) -> Self {
        Self {
            attached: Some(Attached::of(&connection)),
            connection,
            frames: Pace::default(),
            errors: Pace::default(),
            closed: false,
        }
    }

    pub fn is_open(&self) -> bool {
        !self.closed
    }

    /// Whether it is sent what happens.
    pub fn is_live(&self) -> bool {
        self.connection.resumed && !self.closed
    }

    /// Sends a frame, for an event with its number, or closes the socket when that would be more than
    /// may be under way. From a quarter of that on it asks the client for a word.
    pub fn send(
        &mut self,
        effects: &mut Vec<Effect>,
        limits: &SyncSettings,
        text: &Rc<str>,
        event: Option<u64>,
    ) {
        let (most, flow) = (limits.max_unsent_bytes, &mut self.connection.flow);
        if self.closed {
            return;
        }
        if flow.unconfirmed() + text.len() as u64 > most {
            return self.close(effects, CloseCode::TooSlow, "too much is unsent");
        }
        let connection = self.connection.id;
        flow.send(text.len() as u64, event);
        effects.push(Effect::Send { connection, text: Rc::clone(text) });
        if flow.wants_ping(most) {
            let text = ServerFrame::Ping.render();
            flow.send(text.len() as u64, None);
            flow.pinged();
            effects.push(Effect::Send { connection, text });
        }
    }

    /// Takes a client's frame out of what it may send.
    pub fn admits_frame(&mut self, now: Timestamp, limits: &SyncSettings) -> bool {
        self.frames.admit(now, limits.frames_per_second, Duration::from_secs(1))
    }

    /// Tells the client what was wrong, or closes the socket when that has been so too often.
    pub fn refuse(
        &mut self,
        now: Timestamp,
        effects: &mut Vec<Effect>,
        limits: &SyncSettings,
        error: &FrameError,
    ) {
        if !self.errors.admit(now, ERRORS_PER_MINUTE, Duration::from_mins(1)) {
            return self.close(effects, CloseCode::ProtocolError, "too many bad frames");
        }
        let FrameError { code, detail, id } = error;
        let error = ServerFrame::Error { code: code.as_str(), detail, id: id.as_deref() };
        self.send(effects, limits, &error.render(), None);
    }

    pub fn close(&mut self, effects: &mut Vec<Effect>, code: CloseCode, reason: &'static str) {
        if !self.closed {
            self.closed = true;
            effects.push(Effect::Close { connection: self.connection.id, code, reason });
        }
    }

    /// The attachment, when what is kept of the connection is out of date.
    pub fn attach(&mut self) -> Option<Effect> {
        let now = Attached::of(&self.connection);
        if self.attached.is_some_and(|attached| !attached.is_outdated_by(now)) {
            return None;
        }
        self.attached = Some(now);
        Some(Effect::Attach(self.connection.clone()))
    }
}
