use super::input::Input;
use crate::{
    contract::{
        shape::{Shape, show},
        wire::{MessageReader, MessageWriter, WireError},
    },
    http::Problem,
};

/// A call of the library that is one call of the origin.
pub struct Operation {
    /// `/{package}.{service}/{method}`
    pub procedure: &'static str,
    /// What the origin is asked.
    pub ask: fn(&Input<'_>) -> Result<MessageWriter, Problem>,
    /// What is answered.
    pub shown: Shown,
    /// The status of a good answer.
    pub status: u16,
    /// Whether the message says in its second field that something new was made, which is a 201.
    pub tells_creation: bool,
    /// The field in which the message has a playlist, whose version is the answer's validator.
    pub playlist: Option<u32>,
    kind: OperationKind,
}

/// What of the origin's message is answered.
#[derive(Clone, Copy)]
pub enum Shown {
    /// Nothing.
    Nothing,
    /// The message.
    Whole(&'static Shape),
    /// The message in a field of it.
    Part(u32, &'static Shape),
    /// What this makes of it.
    By(fn(&MessageReader<'_>) -> Result<Vec<u8>, WireError>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OperationKind {
    /// The field that the revision of the copy at hand goes into.
    List(u32),
    Read,
    /// As `Read`, and no copy is kept.
    Ask,
    Write,
}

/// Where a message says that a list is as it was.
pub const UNCHANGED: u32 = 2;
/// Where a message has the revision it is of.
pub const REVISION: u32 = 1;
/// Where a message says that something new was made.
const CREATED: u32 = 2;
/// Where a playlist has its version.
const VERSION: u32 = 6;

type Ask = fn(&Input<'_>) -> Result<MessageWriter, Problem>;

impl Operation {
    const fn new(procedure: &'static str, ask: Ask, shown: Shown, kind: OperationKind) -> Self {
        let status = if matches!(shown, Shown::Nothing) { 204 } else { 200 };
        Self { procedure, ask, shown, status, tells_creation: false, playlist: None, kind }
    }

    /// A list that need not be sent again where it has not changed since the revision in
    /// `known_revision`.
    pub const fn list(
        procedure: &'static str,
        ask: Ask,
        known_revision: u32,
        shape: &'static Shape,
    ) -> Self {
        Self::new(procedure, ask, Shown::Whole(shape), OperationKind::List(known_revision))
    }

    /// Anything else that is looked at.
    pub const fn read(procedure: &'static str, ask: Ask, shown: Shown) -> Self {
        Self::new(procedure, ask, shown, OperationKind::Read)
    }

    /// What is told but once.
    pub const fn ask(procedure: &'static str, ask: Ask, shown: Shown) -> Self {
        Self::new(procedure, ask, shown, OperationKind::Ask)
    }

    /// Something that is changed.
    pub const fn write(procedure: &'static str, ask: Ask, shown: Shown) -> Self {
        Self::new(procedure, ask, shown, OperationKind::Write)
    }

    /// Answered with another status than 200.
    pub const fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Answered with 201 when the message says so.
    pub const fn telling_creation(self) -> Self {
        Self { tells_creation: true, ..self }
    }

    /// Answered with the version of the playlist in a field.
    pub const fn of_playlist(self, field: u32) -> Self {
        Self { playlist: Some(field), ..self }
    }

    /// Whether something is changed.
    pub fn is_write(&self) -> bool {
        self.kind == OperationKind::Write
    }

    /// Whether a copy is kept for when the origin cannot be reached.
    pub fn is_kept(&self) -> bool {
        matches!(self.kind, OperationKind::List(_) | OperationKind::Read)
    }

    /// The field that the revision of the copy at hand goes into.
    pub const fn known_revision(&self) -> Option<u32> {
        match self.kind {
            OperationKind::List(field) => Some(field),
            OperationKind::Read | OperationKind::Ask | OperationKind::Write => None,
        }
    }

    /// The status of the answer that `message` is.
    pub fn status_of(&self, message: &MessageReader<'_>) -> u16 {
        if self.tells_creation && message.number(CREATED) != 0 { 201 } else { self.status }
    }

    /// The validator of the playlist in `message`.
    pub fn playlist_tag(&self, message: &MessageReader<'_>) -> Result<Option<String>, WireError> {
        let Some(field) = self.playlist else { return Ok(None) };
        let playlist = message.message(field)?.unwrap_or_default();
        Ok(Some(format!("\"{}\"", playlist.number(VERSION))))
    }

    /// The body of the answer that `message` is; `None` for none.
    pub fn body_of(&self, message: &MessageReader<'_>) -> Result<Option<Vec<u8>>, WireError> {
        match self.shown {
            Shown::Nothing => Ok(None),
            Shown::Whole(shape) => show(shape, message).map(Some),
            Shown::Part(field, shape) => {
                show(shape, &message.message(field)?.unwrap_or_default()).map(Some)
            }
            Shown::By(show) => show(message).map(Some),
        }
    }
}
