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
    /// The user's hub did not say that it has it; a later try may go better.
    HubUnavailable,
    /// An earlier item of the same user was not.
    EarlierItem,
}

impl Refusal {
    const fn code(self) -> &'static str {
        match self {
            Self::NoEvent(EventError::InvalidFields) => "invalid_fields",
            Self::NoEvent(EventError::UnknownKind) => "unknown_kind",
            Self::StoreUnavailable => "store_unavailable",
            Self::HubUnavailable => "hub_unavailable",
            Self::EarlierItem => "earlier_item",
        }
    }
}

/// The items of one user.
#[derive(Default)]
struct Share<'e> {
    /// Where in the push they are.
    places: Vec<usize>,
    /// What the user's hub is given: the events before the first item that has to come again.
    events: Vec<&'e Event>,
    /// Whether there is such an item.
    held: bool,
}

/// Takes in a push and says of every item whether it need not come again.
///
/// Events of one user are delivered in their order and in one call, those of several users side by
/// side: behind one that is not acknowledged, none of the same user's is. Revocations do not wait for
/// the store: it is written with the push, all users' side by side, and when it fails the hub is told
/// all the same, so that sockets close, and the revocation comes again. Everything here may happen
/// twice.
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

    let mut refusals = vec![None; items.len()];
    let mut shares: HashMap<&str, Share<'_>> = HashMap::new();
    for (place, (item, event)) in items.iter().zip(&events).enumerate() {
        // An item that is nobody's holds nobody up.
        let mut nobodys = Share::default();
        let share = match item["user_id"].as_str() {
            Some(user_id) => shares.entry(user_id).or_default(),
            None => &mut nobodys,
        };
        refusals[place] = share.take(place, event, &unstored);
    }
    let deliveries = shares.iter().filter(|(_, share)| !share.events.is_empty());
    let deliveries = deliveries.map(async |(user_id, share)| {
        deliver(context, user_id, &share.events).await.err().map(|fault| (share, fault))
    });
    for (share, fault) in join_all(deliveries).await.into_iter().flatten() {
        log(context, Level::Warn, "hub.publish", &[("fault", &fault.0)]);
        for (position, place) in share.places.iter().enumerate() {
            let first = position == 0;
            refusals[*place] =
                Some(if first { Refusal::HubUnavailable } else { Refusal::EarlierItem });
        }
    }
    let outcomes: Vec<_> = items
        .iter()
        .zip(refusals)
        .map(|(item, refusal)| Outcome {
            id: item["id"].as_str(),
            acknowledged: refusal.is_none(),
            code: refusal.map(Refusal::code),
        })
        .collect();
    let answer = serde_json::json!({ "items": outcomes });
    Ok(Response::json(200, &answer).header("cache-control", "no-store"))
}

impl<'e> Share<'e> {
    /// Adds the item at `place`, and says why it is not acknowledged, if it is not.
    fn take(
        &mut self,
        place: usize,
        event: &'e Result<Event, EventError>,
        unstored: &HashSet<&str>,
    ) -> Option<Refusal> {
        self.places.push(place);
        if self.held {
            return Some(Refusal::EarlierItem);
        }
        let refusal = match event {
            Err(error) => Some(Refusal::NoEvent(*error)),
            Ok(event) => {
                self.events.push(event);
                let waits = is_revocation(event) && unstored.contains(event.user_id.as_str());
                waits.then_some(Refusal::StoreUnavailable)
            }
        };
        self.held = refusal.is_some();
        refusal
    }
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
