//! `POST /internal/v1/imports`: jobs that nobody looks at, as the origin comes across them.

use serde::Deserialize;

use super::work;
use crate::{
    auth::Principal,
    http::{Problem, RequestContext, RequestView, Response, read_json_within},
    ports::{BodyOf, Clock, Host},
};

/// An offer's body in bytes.
const BODY_LIMIT: usize = 1 << 16;
/// Jobs of one offer: all of them are worked on in one answer's time.
const MOST_ITEMS: usize = 4;

#[derive(Deserialize)]
struct Offer {
    items: Vec<Item>,
}

/// A job, and the session of its user that it is gone on with for.
#[derive(Deserialize)]
struct Item {
    id: String,
    user_id: String,
    device_id: String,
    session_id: String,
    token_version: u64,
}

/// Goes on with the jobs after the answer, 204. What is not done then is offered again.
///
/// # Errors
/// `body_too_large`, `malformed_json`, `invalid_fields` for anything but 1 to 4 items.
pub async fn receive_imports<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let Offer { items } = read_json_within(request, BODY_LIMIT).await?;
    if !(1..=MOST_ITEMS).contains(&items.len()) {
        return Err(Problem::invalid_field("items", "must be 1 to 4 items"));
    }
    for Item { id, user_id, device_id, session_id, token_version } in items {
        let (network, expires_at) = (None, context.host.clock().now());
        let principal =
            Principal { user_id, device_id, session_id, token_version, network, expires_at };
        work::go_on(context, &principal, &id);
    }
    Ok(Response::empty(204))
}
