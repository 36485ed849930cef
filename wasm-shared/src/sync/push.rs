//! `POST /internal/v1/events`: the origin's outbox, delivered.

use std::collections::{HashMap, HashSet};

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    deliver,
    event::{Event, EventError, Payload},
};
use crate::{
    auth,
    http::{Problem, RequestContext, RequestView, Response, read_json_within},
    observe::{Level, log},
    ports::{BodyOf, Host},
};

/// A push's body in bytes.
const BODY_LIMIT: usize = 1 << 20;
const MOST_ITEMS: usize = 100;

#[derive(Deserialize)]
struct Push {
    items: Vec<Value>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    /// As the item names itself; null when it does not.
    id: Option<&'a str>,
    acknowledged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

/// Why an item was not acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// It will never be.
    NoEvent(EventError),
    /// The store could not be written; a later try may go better.
    StoreUnavailable,
    /// An earlier item of the same user was not.
    EarlierItem,
}

impl Refusal {
    const fn code(self) -> &'static str {
        match self {
            Self::NoEvent(EventError::InvalidFields) => "invalid_fields",
            Self::NoEvent(EventError::UnknownKind) => "unknown_kind",
            Self::StoreUnavailable => "store_unavailable",
            Self::EarlierItem => "earlier_item",
        }
    }
}

/// Takes in a push and says of every item whether it need not come again.
///
/// Events of one user are delivered in their order: behind one that is not acknowledged, none of the
/// same user's is. Revocations alone do not wait for their turn. They take effect with the push, all
/// users' side by side, and are acknowledged in their turn. Everything here may happen twice.
///
/// # Errors
/// `body_too_large`, `malformed_json`, `invalid_fields` for anything but 1 to 100 items.
pub async fn receive_events<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let Push { items } = read_json_within(request, BODY_LIMIT).await?;
    if !(1..=MOST_ITEMS).contains(&items.len()) {
        return Err(Problem::invalid_field("items", "must be 1 to 100 items"));
    }
    let events: Vec<_> = items.iter().map(Event::parse).collect();
    let unstored = revoke(context, events.iter().flatten()).await;

    let mut outcomes = Vec::with_capacity(items.len());
    let mut held: HashSet<&str> = HashSet::new();
    for (item, event) in items.iter().zip(&events) {
        let user_id = item["user_id"].as_str();
        let refusal = match event {
            _ if user_id.is_some_and(|user_id| held.contains(user_id)) => {
                Some(Refusal::EarlierItem)
            }
            Err(error) => Some(Refusal::NoEvent(*error)),
            Ok(event) if is_revocation(event) && unstored.contains(event.user_id.as_str()) => {
                Some(Refusal::StoreUnavailable)
            }
            Ok(event) => {
                deliver(context, event).await;
                None
            }
        };
        if refusal.is_some() {
            held.extend(user_id);
        }
        outcomes.push(Outcome {
            id: item["id"].as_str(),
            acknowledged: refusal.is_none(),
            code: refusal.map(Refusal::code),
        });
    }
    let answer = serde_json::json!({ "items": outcomes });
    Ok(Response::json(200, &answer).header("cache-control", "no-store"))
}

fn is_revocation(event: &Event) -> bool {
    matches!(event.payload, Payload::Revoked { .. })
}

/// Puts the highest version of each user into the store and ends the tokens below it that this
/// isolate remembers. The users whose version was not stored.
async fn revoke<'e, H: Host>(
    context: &RequestContext<H>,
    events: impl Iterator<Item = &'e Event>,
) -> HashSet<&'e str> {
    let mut versions: HashMap<&str, u64> = HashMap::new();
    for event in events {
        if let Payload::Revoked { token_version } = event.payload {
            let version = versions.entry(&event.user_id).or_default();
            *version = token_version.max(*version);
        }
    }
    if versions.is_empty() {
        return HashSet::new();
    }
    context.isolate.tokens.borrow().revoke(|token| {
        versions.get(token.user_id.as_str()).is_some_and(|version| token.token_version < *version)
    });
    let stored = versions.iter().map(async |(user_id, version)| {
        let stored = auth::raise_version(context, user_id, *version).await;
        stored.err().map(|fault| (*user_id, fault))
    });
    let faults = join_all(stored).await.into_iter().flatten();
    faults
        .map(|(user_id, fault)| {
            log(context, Level::Warn, "token_version.raise", &[("fault", &fault.0)]);
            user_id
        })
        .collect()
}
