//! Protobuf by field numbers: messages that are written and read without a type for each.

use bytes::Buf;
use prost::encoding::{WireType, decode_key, decode_varint, encode_key, encode_varint};

/// The bytes are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message cannot be decoded")]
pub struct WireError;

/// A message that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageWriter(Vec<u8>);

impl MessageWriter {
    /// A number or a flag.
    #[must_use]
    pub fn number(mut self, field: u32, number: u64) -> Self {
        encode_key(field, WireType::Varint, &mut self.0);
        encode_varint(number, &mut self.0);
        self
    }

    /// A text; once more for each of several.
    #[must_use]
    pub fn text(self, field: u32, text: &str) -> Self {
        self.bytes(field, text.as_bytes())
    }

    /// A message within this one; once more for each of several.
    #[must_use]
    pub fn message(self, field: u32, message: &Self) -> Self {
        self.bytes(field, &message.0)
    }

    /// A message that is encoded already.
    #[must_use]
    pub fn bytes(mut self, field: u32, bytes: &[u8]) -> Self {
        encode_key(field, WireType::LengthDelimited, &mut self.0);
        encode_varint(bytes.len() as u64, &mut self.0);
        self.0.extend_from_slice(bytes);
        self
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value<'m> {
    Number(u64),
    Bytes(&'m [u8]),
}

/// A message that was read. Fields that are not in it have the value that protobuf gives them: 0,
/// the empty text, none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageReader<'m>(Vec<(u32, Value<'m>)>);

impl<'m> MessageReader<'m> {
    /// Reads the fields of a message; what is within them is not looked at.
    pub fn read(mut message: &'m [u8]) -> Result<Self, WireError> {
        let mut fields = Vec::new();
        while !message.is_empty() {
            let (field, kind) = decode_key(&mut message).map_err(|_| WireError)?;
            match kind {
                WireType::Varint => fields.push((field, Value::Number(varint(&mut message)?))),
                WireType::LengthDelimited => {
                    let length = usize::try_from(varint(&mut message)?).map_err(|_| WireError)?;
                    let (bytes, rest) = message.split_at_checked(length).ok_or(WireError)?;
                    fields.push((field, Value::Bytes(bytes)));
                    message = rest;
                }
                // None of our messages has such fields; a newer one may.
                WireType::SixtyFourBit => message = message.get(8..).ok_or(WireError)?,
                WireType::ThirtyTwoBit => message = message.get(4..).ok_or(WireError)?,
                WireType::StartGroup | WireType::EndGroup => return Err(WireError),
            }
        }
        Ok(Self(fields))
    }

    /// A number or a flag.
    pub fn number(&self, field: u32) -> u64 {
        let last = self.0.iter().rfind(|(known, _)| *known == field);
        match last {
            Some((_, Value::Number(number))) => *number,
            _ => 0,
        }
    }

    /// A text; what is not UTF-8 is none.
    pub fn text(&self, field: u32) -> &'m str {
        self.bytes(field).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// A message within this one.
    pub fn message(&self, field: u32) -> Result<Option<Self>, WireError> {
        self.bytes(field).map(Self::read).transpose()
    }

    /// Whether the field is there.
    pub fn has(&self, field: u32) -> bool {
        self.0.iter().any(|(known, _)| *known == field)
    }

    /// The texts or messages of a field that may occur more than once.
    pub fn each(&self, field: u32) -> impl Iterator<Item = &'m [u8]> {
        self.0.iter().filter_map(move |(known, value)| match value {
            Value::Bytes(bytes) if *known == field => Some(*bytes),
            _ => None,
        })
    }

    fn bytes(&self, field: u32) -> Option<&'m [u8]> {
        self.each(field).last()
    }
}

fn varint(message: &mut &[u8]) -> Result<u64, WireError> {
    if !message.has_remaining() {
        return Err(WireError);
    }
    decode_varint(message).map_err(|_| WireError)
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::contract::user::v1::{AddPlaylistEntriesRequest, NewEntry, Page, Snapshot};

    #[test]
    fn what_is_written_is_the_message_of_the_contract() {
        let entry = |id| MessageWriter::default().text(1, id);
        let written = MessageWriter::default()
            .text(2, "list")
            .message(3, &entry("qq:1"))
            .message(3, &entry("qq:2"))
            .text(4, "");
        let entry = |id: &str| NewEntry { track_id: id.into(), snapshot: None };
        let expected = AddPlaylistEntriesRequest {
            change: None,
            playlist_id: "list".into(),
            items: vec![entry("qq:1"), entry("qq:2")],
            after: Some(String::new()),
            if_version: None,
        };
        let bytes = written.into_bytes();
        assert_eq!(AddPlaylistEntriesRequest::decode(bytes.as_slice()), Ok(expected));
    }

    #[test]
    fn what_is_read_is_what_was_sent() {
        let snapshot =
            Snapshot { title: "茉莉花".into(), duration_ms: Some(300), ..Snapshot::default() };
        let bytes = snapshot.encode_to_vec();
        let message = MessageReader::read(&bytes).unwrap();
        assert_eq!((message.text(1), message.number(4)), ("茉莉花", 300));
        assert!(message.has(4) && !message.has(3));
        assert_eq!(message.message(3), Ok(None));
        assert_eq!((message.number(1), message.text(4)), (0, ""), "of another kind");
    }

    #[test]
    fn a_cut_message_is_none() {
        let page = Page { limit: 300, cursor: "c".into() }.encode_to_vec();
        for length in [1, 2, 4, 5] {
            assert_eq!(MessageReader::read(&page[..length]), Err(WireError), "{length}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = MessageReader::read(&bytes);
        }
    }
}
