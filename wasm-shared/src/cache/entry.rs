use std::cell::Cell;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{catalog::model::Source, json, ports::Timestamp};

/// What is kept of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The JSON body.
    Present(Bytes),
    /// That there is no such thing, with the list of attempts its problem shows as JSON (`{}` for
    /// none). Only true absence is kept, never a fault.
    Absent(Bytes),
}

impl Content {
    /// The JSON, without what it says.
    pub fn into_bytes(self) -> Bytes {
        match self {
            Self::Present(bytes) | Self::Absent(bytes) => bytes,
        }
    }

    fn bytes(&self) -> &Bytes {
        match self {
            Self::Present(bytes) | Self::Absent(bytes) => bytes,
        }
    }
}

/// Whether the key-value store has a copy of an entry. It is written at most once a minute and key,
/// and not at all for what is asked once only. A copy that turns out wrong is replaced at once, unless
/// it took the place of such a one itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It was written or read then.
    At(Timestamp),
    /// It was written then, in place of a copy that had turned out wrong.
    CorrectedAt(Timestamp),
    /// It has none; from then on whoever asks has one written.
    From(Timestamp),
    /// It has none, and nobody has asked yet: the entry came along with another.
    Unasked,
}

/// A kept answer and how long it may be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The answer.
    pub content: Content,
    /// Until then it is served without asking.
    pub fresh_until: Timestamp,
    /// Until then it is served at once while it is fetched again.
    pub revalidate_until: Timestamp,
    /// Until then it is served when every source fails.
    pub stale_until: Timestamp,
    /// A strong validator, quoted.
    pub etag: String,
    /// The source that answered, where there is one.
    pub source: Option<Source>,
    /// Whether the store has it. Not part of the envelope.
    pub stored: Cell<Stored>,
}

/// A stored value is not an envelope of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cache envelope")]
pub struct EnvelopeError;

#[derive(Serialize, Deserialize)]
struct Header {
    v: u8,
    fresh_until: Timestamp,
    revalidate_until: Timestamp,
    stale_until: Timestamp,
    etag: String,
    source: Option<Source>,
    absent: bool,
}

const VERSION: u8 = 1;

impl Entry {
    /// The validator of a body: the first 128 bits of its SHA-256.
    pub fn etag_of(content: &Content) -> String {
        let digest = Sha256::digest(content.bytes());
        format!("\"{}\"", hex::encode(&digest[..16]))
    }

    /// Whether a validator is one that [`Self::etag_of`] makes: two answers that carry it are alike to
    /// the last byte, whatever they answer. A validator that counts versions says so only of one
    /// address.
    pub fn names_content(etag: &str) -> bool {
        let hash = etag.strip_prefix('"').and_then(|etag| etag.strip_suffix('"'));
        hash.is_some_and(|hash| hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// Bytes this entry takes in memory beside its key, about.
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.content.bytes().len() + self.etag.len()
    }

    /// The form in the key-value store: one line of JSON, then the body as it is.
    pub fn to_envelope(&self) -> Bytes {
        let header = Header {
            v: VERSION,
            fresh_until: self.fresh_until,
            revalidate_until: self.revalidate_until,
            stale_until: self.stale_until,
            etag: self.etag.clone(),
            source: self.source,
            absent: matches!(self.content, Content::Absent(_)),
        };
        let mut envelope =
            serde_json::to_vec(&header).expect("numbers and strings serialise without fail");
        envelope.push(b'\n');
        envelope.extend_from_slice(self.content.bytes());
        envelope.into()
    }

    /// Reads [`Self::to_envelope`]'s form, as it was found in the store at `now`.
    pub fn from_envelope(envelope: &Bytes, now: Timestamp) -> Result<Self, EnvelopeError> {
        let end = envelope.iter().position(|&byte| byte == b'\n').ok_or(EnvelopeError)?;
        let header: Header = json::from_bytes(&envelope[..end]).map_err(|_| EnvelopeError)?;
        if header.v != VERSION {
            return Err(EnvelopeError);
        }
        let body = envelope.slice(end + 1..);
        Ok(Self {
            content: if header.absent { Content::Absent(body) } else { Content::Present(body) },
            fresh_until: header.fresh_until,
            revalidate_until: header.revalidate_until,
            stale_until: header.stale_until,
            etag: header.etag,
            source: header.source,
            stored: Cell::new(Stored::At(now)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(content: Content) -> Entry {
        Entry {
            etag: Entry::etag_of(&content),
            content,
            fresh_until: Timestamp::from_secs(1),
            revalidate_until: Timestamp::from_secs(2),
            stale_until: Timestamp::from_secs(3),
            source: Some(Source::Joox),
            stored: Cell::new(Stored::At(Timestamp::from_secs(1))),
        }
    }

    #[test]
    fn a_validator_that_counts_versions_names_no_content() {
        let hash = Entry::etag_of(&Content::Present(Bytes::from_static(b"a")));
        assert!(Entry::names_content(&hash));
        for counted in ["\"3\"", "\"1-9f86d081-17\"", "", "\"", hash.trim_matches('"')] {
            assert!(!Entry::names_content(counted), "{counted}");
        }
    }

    #[test]
    fn what_is_enveloped_comes_back() {
        let body = Bytes::from_static(b"{\"items\":[]}\nsecond line");
        for content in [Content::Present(body.clone()), Content::Absent(body)] {
            let entry = entry(content);
            assert_eq!(
                Entry::from_envelope(&entry.to_envelope(), Timestamp::from_secs(1)),
                Ok(entry)
            );
        }
    }

    #[test]
    fn a_strange_value_is_refused() {
        for value in ["", "no newline", "{}\n", "{\"v\":9}\nbody", "\n"] {
            let read = Entry::from_envelope(&Bytes::from(value), Timestamp::default());
            assert_eq!(read, Err(EnvelopeError), "{value:?}");
        }
    }
}
