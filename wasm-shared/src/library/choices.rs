//! What the listener has chosen to hear in place of tracks, as playback follows it.
//!
//! An isolate remembers a listener's choices and asks the origin for them again once they are a
//! minute old: that is how long a choice made on another device may go unheeded. One made through
//! this isolate counts at once. While the origin cannot be reached the choices at hand hold, and none
//! are known where there are none at hand: then what plays is what plays without them.

use std::{fmt::Write as _, rc::Rc, time::Duration};

use bytes::Bytes;
use prost::Message;

use super::{input::page, read::new_copy, substitutions::LIST_PROCEDURE, validator::Validator};
use crate::{
    auth::{
        Principal,
        origin::{self, OriginError},
    },
    cache::{CacheKey, Entry},
    catalog::model::TrackId,
    contract::wire::{MessageReader, MessageWriter, WireError},
    http::RequestContext,
    observe::{Level, log},
    ports::{Clock, Host},
    resilience::deadline::within,
};

/// How long choices are taken for granted.
const FRESH: Duration = Duration::from_mins(1);
/// The longest that somebody who wants to hear something waits for them.
const BOUND: Duration = Duration::from_secs(1);
/// How long they are not asked for again when they could not be had.
const PAUSE: Duration = Duration::from_secs(10);
/// Choices in one answer of the origin, and answers: those past them are not followed.
const PAGE: u64 = 500;
const MOST_PAGES: usize = 4;

/// What the listener has chosen to hear in place of `wanted`.
pub(crate) async fn chosen<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
    wanted: &TrackId,
) -> Option<TrackId> {
    let choices = Box::pin(choices(context, principal)).await;
    let (body, _) = content(&choices);
    let wanted = wanted.to_string();
    let of = |line: &str| line.strip_prefix(&wanted)?.strip_prefix(' ').and_then(TrackId::parse);
    str::from_utf8(&body).ok()?.lines().find_map(of)
}

/// Has a listener's choices asked for with the next playback.
pub fn expire<H: Host>(context: &RequestContext<H>, principal: &Principal) {
    let key = key(principal);
    let copy = context.isolate.memory.borrow_mut().get(&key);
    let (body, etag) = copy.as_deref().map(content).unwrap_or_default();
    let expired = Rc::new(new_copy(context, body, etag, Duration::ZERO));
    context.isolate.memory.borrow_mut().put(&key, expired);
}

fn key(principal: &Principal) -> CacheKey {
    CacheKey::library(&principal.user_id, "choices")
}

/// The listener's choices, a line each: the track, a space and what is to be played for it.
async fn choices<H: Host>(context: &RequestContext<H>, principal: &Principal) -> Rc<Entry> {
    let (clock, key) = (context.host.clock(), key(principal));
    let copy = context.isolate.memory.borrow_mut().get(&key);
    if let Some(copy) = copy.as_ref().filter(|copy| clock.now() < copy.fresh_until) {
        return Rc::clone(copy);
    }
    let validator = Validator::of(&principal.user_id);
    let known = copy.as_ref().and_then(|copy| validator.read(&copy.etag));
    let (body, etag, fresh) = match within(clock, BOUND, list(context, principal, known)).await {
        Some(Ok(Some((lines, revision)))) => (lines.into(), validator.write(revision), FRESH),
        unchanged_or_failed => {
            let (body, etag) = copy.as_deref().map(content).unwrap_or_default();
            let unchanged = matches!(unchanged_or_failed, Some(Ok(None)));
            (body, etag, if unchanged { FRESH } else { PAUSE })
        }
    };
    // A choice that was made meanwhile is not among these.
    let held = context.isolate.memory.borrow_mut().get(&key);
    let as_before = held.as_ref().map(Rc::as_ptr) == copy.as_ref().map(Rc::as_ptr);
    let fresh = if as_before { fresh } else { Duration::ZERO };
    let choices = Rc::new(new_copy(context, body, etag, fresh));
    context.isolate.memory.borrow_mut().put(&key, Rc::clone(&choices));
    choices
}

fn content(entry: &Entry) -> (Bytes, String) {
    (entry.content.clone().into_bytes(), entry.etag.clone())
}

/// The choices and the revision they are of; `None` where they are those of the revision `known`.
async fn list<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
    known: Option<u64>,
) -> Result<Option<(String, u64)>, OriginError> {
    let (mut lines, mut revision, mut cursor) = (String::new(), None, String::new());
    for _ in 0..MOST_PAGES {
        let caller = origin::caller(principal).encode_to_vec();
        let mut message =
            MessageWriter::default().bytes(1, &caller).message(2, &page(PAGE, &cursor));
        if let (Some(known), None) = (known, revision) {
            message = message.number(3, known);
        }
        let answer = origin::exchange(context, LIST_PROCEDURE, message.into_bytes()).await?;
        let read = read_page(&answer, &mut lines);
        let Page { unchanged, revision: of, next } = read.map_err(|error| {
            log(context, Level::Error, "library.choices", &[("reason", &error.to_string())]);
            OriginError::Unavailable(error.to_string())
        })?;
        if unchanged {
            return Ok(None);
        }
        // A change between two pages shows as a later revision of the second.
        revision.get_or_insert(of);
        if next.is_empty() {
            break;
        }
        cursor = next;
    }
    Ok(Some((lines, revision.unwrap_or_default())))
}

struct Page {
    unchanged: bool,
    revision: u64,
    next: String,
}

fn read_page(answer: &[u8], lines: &mut String) -> Result<Page, WireError> {
    let answer = MessageReader::read(answer)?;
    for item in answer.each(3) {
        let item = MessageReader::read(item)?;
        let _ = writeln!(lines, "{} {}", item.text(1), item.text(2));
    }
    let (unchanged, revision) = (answer.number(2) != 0, answer.number(1));
    Ok(Page { unchanged, revision, next: answer.text(4).to_owned() })
}
