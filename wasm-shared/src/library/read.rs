use std::{cell::Cell, rc::Rc, time::Duration};

use bytes::Bytes;

use super::{
    input::Input,
    operation::{Operation, REVISION, UNCHANGED},
    validator::Validator,
};
use crate::{
    auth::origin::{self, OriginError},
    cache::{CacheKey, CacheTier, Content, Entry, Stored},
    catalog::answer::respond_with,
    contract::wire::{MessageReader, WireError},
    http::{Code, Problem, RequestContext, RequestView, Response},
    observe::{Level, log},
    ports::{BodyOf, Clock, Host},
};

/// How long a copy is served while the origin cannot be reached.
const STALE: Duration = Duration::from_hours(24);

/// Answers with what the origin has, or with the copy at hand: where the origin says that it still
/// holds, and marked as stale where the origin cannot be reached.
pub async fn serve<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    operation: &Operation,
    input: &Input<'_>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let mut message = (operation.ask)(input)?;
    let user_id = &input.principal.user_id;
    let validator = Validator::of(user_id);
    let key = CacheKey::library(user_id, &input.target);
    let copy = context.isolate.memory.borrow_mut().get(&key);

    let callers = request.header("if-none-match").and_then(|tags| validator.read(&tags));
    let own = copy.as_ref().and_then(|copy| validator.read(&copy.etag));
    let known = callers.max(own);
    if let (Some(field), Some(revision)) = (operation.known_revision(), known) {
        message = message.number(field, revision);
    }
    let respond = |entry: &Entry, tier| {
        let body = entry.content.clone().into_bytes();
        Ok(respond_with(request, body, &entry.etag, None, tier))
    };
    match origin::exchange(context, operation.procedure, message.into_bytes()).await {
        Ok(answer) => match read_answer(operation, &validator, &answer) {
            Ok(Answer::New { body, etag }) => {
                let entry = Rc::new(new_copy(context, body, etag, Duration::ZERO));
                if operation.is_kept() {
                    context.isolate.memory.borrow_mut().put(&key, Rc::clone(&entry));
                }
                respond(&entry, CacheTier::Miss)
            }
            Ok(Answer::Unchanged) => match (known, copy) {
                (Some(revision), _) if callers == known => {
                    let etag = validator.write(revision);
                    Ok(not_modified(etag))
                }
                (_, Some(copy)) => respond(&copy, CacheTier::Memory),
                (_, None) => Err(unreadable(context, operation.procedure, WireError)),
            },
            Err(error) => Err(unreadable(context, operation.procedure, error)),
        },
        Err(OriginError::Unavailable(reason)) => {
            let now = context.host.clock().now();
            match copy.filter(|copy| now < copy.stale_until) {
                Some(copy) => respond(&copy, CacheTier::Stale),
                None => Err(OriginError::Unavailable(reason).into()),
            }
        }
        Err(OriginError::Refused(problem)) => {
            // What was deleted elsewhere must not come back when the origin is away.
            context.isolate.memory.borrow_mut().remove(&key);
            Err(*problem)
        }
    }
}

enum Answer {
    New { body: Bytes, etag: String },
    Unchanged,
}

fn read_answer(
    operation: &Operation,
    validator: &Validator,
    answer: &[u8],
) -> Result<Answer, WireError> {
    let message = MessageReader::read(answer)?;
    let is_list = operation.known_revision().is_some();
    if is_list && message.number(UNCHANGED) != 0 {
        return Ok(Answer::Unchanged);
    }
    let body = Bytes::from(operation.body_of(&message)?.unwrap_or_default());
    let etag = if is_list {
        validator.write(message.number(REVISION))
    } else if let Some(tag) = operation.playlist_tag(&message)? {
        tag
    } else {
        Entry::etag_of(&Content::Present(body.clone()))
    };
    Ok(Answer::New { body, etag })
}

fn not_modified<S>(etag: String) -> Response<S> {
    Response::empty(304)
        .header("cache-control", "private, no-cache")
        .header("etag", etag)
        .header("x-cache", CacheTier::Memory.as_str())
}

/// A copy that is fresh for so long, and is served for a day when nothing better can be had.
pub fn new_copy<H: Host>(
    context: &RequestContext<H>,
    body: Bytes,
    etag: String,
    fresh: Duration,
) -> Entry {
    let now = context.host.clock().now();
    Entry {
        content: Content::Present(body),
        fresh_until: now + fresh,
        revalidate_until: now + fresh,
        stale_until: now + STALE,
        etag,
        source: None,
        stored: Cell::new(Stored::From(now)),
    }
}

/// An answer of the origin that is not as the contract says.
pub fn unreadable<H: Host>(
    context: &RequestContext<H>,
    procedure: &str,
    error: WireError,
) -> Problem {
    let reason = error.to_string();
    log(context, Level::Error, "library.answer", &[("method", procedure), ("reason", &reason)]);
    Code::OriginUnavailable.into()
}
