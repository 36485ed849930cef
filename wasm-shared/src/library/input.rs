use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use prost::Message;
use serde_json::Value;

use crate::{
    auth::{Principal, origin},
    catalog::{collection::CollectionId, model::TrackId},
    contract::wire::MessageWriter,
    http::{
        Code, ListParameters, Parameters, Problem, RequestView, idempotency_key, read_json_within,
    },
    ports::Method,
};

/// A call of the library that was read.
pub struct Input<'r> {
    /// Who calls.
    pub principal: &'r Principal,
    /// The path and query, which name what is read.
    pub target: String,
    /// The parameters of the query.
    pub parameters: Parameters<'r>,
    /// The body; `null` where the method has none.
    pub body: Value,
    segments: [&'r str; 2],
    idempotency_key: Option<String>,
    if_match: Option<String>,
}

/// The kinds of favourites; in a message each is its place here, counted from 1.
pub const ITEM_KINDS: &[&str] = &["track", "album", "artist", "playlist"];
/// A cursor is the origin's and not read here; no longer one is its.
pub const LONGEST_CURSOR: usize = 500;
/// Characters of an id that the origin gives.
pub const LONGEST_ID: usize = 64;

impl<'r> Input<'r> {
    /// Reads what a call brings along.
    ///
    /// # Errors
    /// `body_too_large`, `malformed_json`, `invalid_fields` for a key that is none.
    pub async fn read(
        request: &'r impl RequestView,
        segments: [&'r str; 2],
        principal: &'r Principal,
        body_limit: usize,
    ) -> Result<Self, Problem> {
        let idempotency_key = idempotency_key(request)?;
        let body = match request.method() {
            Some(Method::Post | Method::Put | Method::Patch) => {
                read_json_within(request, body_limit).await?
            }
            _ => Value::Null,
        };
        Ok(Self {
            principal,
            target: format!("{}?{}", request.path(), request.query()),
            parameters: Parameters::of(request),
            body,
            segments,
            idempotency_key,
            if_match: request.header("if-match").map(Cow::into_owned),
        })
    }

    /// A message that begins with who asks.
    pub fn caller(&self) -> MessageWriter {
        MessageWriter::default().bytes(1, &origin::caller(self.principal).encode_to_vec())
    }

    /// A message that begins with who changes something, and under which key.
    pub fn change(&self) -> MessageWriter {
        let change = self.caller();
        let change = match &self.idempotency_key {
            Some(key) => change.text(2, key),
            None => change,
        };
        MessageWriter::default().message(1, &change)
    }

    /// `limit` and `cursor`, which is empty for the beginning.
    ///
    /// # Errors
    /// `invalid_fields`
    pub fn list(&self) -> Result<(u64, String), Problem> {
        let read = |cursor: &str| (cursor.len() <= LONGEST_CURSOR).then(|| cursor.to_owned());
        let ListParameters { limit, cursor } = ListParameters::read_with(&self.parameters, read)?;
        Ok((limit.into(), cursor.unwrap_or_default()))
    }

    /// The part of a list that is asked for, as a message.
    ///
    /// # Errors
    /// `invalid_fields`
    pub fn page(&self) -> Result<MessageWriter, Problem> {
        let (limit, cursor) = self.list()?;
        Ok(page(limit, &cursor))
    }

    /// The version that a playlist must have, of `If-Match`; `None` for any.
    ///
    /// # Errors
    /// `version_conflict` for a validator that is none of a playlist's.
    pub fn version(&self) -> Result<Option<u64>, Problem> {
        let tag = self.if_match.as_deref().map(str::trim).filter(|tag| *tag != "*");
        let version = tag.map(|tag| tag.trim_start_matches("W/").trim_matches('"').parse());
        version.transpose().map_err(|_| Code::VersionConflict.into())
    }

    /// A message with the version that a playlist must have, if the caller names one.
    ///
    /// # Errors
    /// As [`Self::version`].
    pub fn with_version(
        &self,
        field: u32,
        message: MessageWriter,
    ) -> Result<MessageWriter, Problem> {
        Ok(match self.version()? {
            Some(version) => message.number(field, version),
            None => message,
        })
    }

    /// One of the ids that the origin gives: a playlist's, an entry's, a job's.
    ///
    /// # Errors
    /// `not_found` for what cannot be one.
    pub fn own_id(&self, segment: usize) -> Result<&'r str, Problem> {
        let id = self.segments[segment];
        let is_id = (1..=LONGEST_ID).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if is_id { Ok(id) } else { Err(Code::NotFound.into()) }
    }

    /// The track that the path names.
    ///
    /// # Errors
    /// `invalid_fields`
    pub fn track_id(&self) -> Result<String, Problem> {
        item_id(1, &decode(self.segments[0]))
            .ok_or_else(|| Problem::invalid_field("track_id", "is not a track id, {source}:{id}"))
    }

    /// Kind and id of the favourite that the path names.
    ///
    /// # Errors
    /// `not_found` for a kind that there is not, `invalid_fields` for an id.
    pub fn favorite(&self) -> Result<(u64, String), Problem> {
        let kind = item_kind(self.segments[0]).ok_or(Code::NotFound)?;
        let id = item_id(kind, &decode(self.segments[1]));
        id.map(|id| (kind, id)).ok_or_else(|| Problem::invalid_field("id", NOT_AN_ID))
    }
}

/// A part of a list.
pub fn page(limit: u64, cursor: &str) -> MessageWriter {
    MessageWriter::default().number(1, limit).text(2, cursor)
}

/// What an id of a favourite should be.
pub const NOT_AN_ID: &str = "is not an id of this kind, {source}:{id}";

/// A kind of favourite as the messages have it.
pub fn item_kind(name: &str) -> Option<u64> {
    ITEM_KINDS.iter().position(|known| *known == name).map(|place| place as u64 + 1)
}

/// An id that a source may have given to something of a kind.
pub fn item_id(kind: u64, text: &str) -> Option<String> {
    if kind == 1 {
        TrackId::parse(text).map(|id| id.to_string())
    } else {
        CollectionId::parse(text).map(|id| id.to_string())
    }
}

fn decode(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8().unwrap_or_default()
}
