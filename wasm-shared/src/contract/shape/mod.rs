//! What a JSON object and a protobuf message have in common, as a table: from one table a caller's
//! body is checked and written as a message, and a message shown as an answer.
//!
//! A type for every message with its derived codecs, and another for its JSON, would be several
//! times the machine code of these tables. The worker's script is bounded, and the library has some
//! sixty messages.

mod faults;
mod read;
mod show;
#[cfg(test)]
mod tests;

pub use faults::Faults;
pub use read::{read, read_object};
pub use show::{Json, show};

/// The members of an object, in the order answers list them.
pub type Shape = [Member];

/// A member of an object and the field of the message that it stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// The name in JSON.
    pub name: &'static str,
    /// The number in the message.
    pub field: u32,
    /// What it is.
    pub kind: Kind,
    /// Whether a body may leave it out. An answer shows `null` then.
    pub optional: bool,
}

/// A member that is always there.
pub const fn member(field: u32, name: &'static str, kind: Kind) -> Member {
    Member { name, field, kind, optional: false }
}

impl Member {
    /// It may be absent, `null` or, of a text, empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// What a member is, with the bounds on what a caller may send.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A line of text without control characters.
    Text {
        /// Fewest characters, counted without the spaces around it.
        least: usize,
        /// Most characters.
        most: usize,
    },
    /// Text of one or more lines, or none, of at most so many characters.
    Lines(usize),
    /// An absolute `http` or `https` URL.
    Url,
    /// `{source}:{id}` of a track.
    TrackId,
    /// RFC 3339 in JSON, milliseconds since the epoch in the message.
    Instant,
    /// A whole number from 0 to this.
    Number(u64),
    /// `true` or `false`.
    Flag,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// One of these texts, in the message its place counted from 1.
    Enumeration(&'static [&'static str]),
    /// An object within.
    Object(&'static Shape),
    /// At least so many and at most so many of a kind.
    List(usize, usize, &'static Kind),
    /// A track: an object whose `id` is the text in the member's field, and whose other members are
    /// of the message in the field after it.
    Track(&'static Shape),
}

impl Kind {
    /// The longest URL in characters.
    pub const LONGEST_URL: usize = 2_000;

    /// Any text; of answers.
    pub const ANY_TEXT: Self = Self::text(0, usize::MAX);
    /// Any number; of answers.
    pub const ANY_NUMBER: Self = Self::Number(u64::MAX);

    /// A line of `least` to `most` characters.
    pub const fn text(least: usize, most: usize) -> Self {
        Self::Text { least, most }
    }

    /// Any number of a kind; of answers.
    pub const fn list_of(kind: &'static Self) -> Self {
        Self::List(0, usize::MAX, kind)
    }
}
