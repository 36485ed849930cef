//! `GET /api/v1/sync/events`: the socket's events as a long poll.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    deliver::{in_time, unavailable},
    kept,
};
use crate::{
    auth::Principal,
    http::{Parameters, Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host, Hubs},
};

/// The longest a caller can wait, and waits unless they say less.
pub(crate) const LONGEST_WAIT_S: u64 = 25;
/// What a hub may take beyond that.
const READ_BOUND: Duration = Duration::from_secs(5);

/// What a device asks its hub for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRequest {
    /// The device; what it has seen is acknowledged by it.
    pub device_id: String,
    /// The log that `after` counts in; `None` when the device does not know it.
    pub epoch: Option<String>,
    /// The last event it has seen, 0 for none; `None` when it is only where the log ends that is asked.
    pub after: Option<u64>,
    /// How long it waits for an event when there is none, in milliseconds.
    pub wait_ms: u64,
}

/// The events behind `after`, or the next one: `{epoch, head, recovered, items}`. `recovered: false`
/// says that some are not there any more, or that the call names another log, or neither a log nor
/// `after`; then `items` is empty, the library has to be read anew, and the next call goes on from
/// `head`. A call acknowledges what is at or before its `after`.
///
/// # Errors
/// `invalid_fields`, `sync_unavailable`, and what the origin says where it keeps the events
pub async fn read_events<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let parameters = Parameters::of(request);
    let number = |value: &str| value.parse::<u64>().ok();
    let after = parameters.parse("after", number, "must be the number of an event")?;
    let seconds = |value: &str| number(value).filter(|seconds| *seconds <= LONGEST_WAIT_S);
    let wait_s = parameters.parse("wait_s", seconds, "must be between 0 and 25")?;
    let wait = Duration::from_secs(wait_s.unwrap_or(LONGEST_WAIT_S));
    let wanted = ReadRequest {
        device_id: principal.device_id.clone(),
        epoch: parameters.get("epoch").map(str::to_owned),
        after,
        wait_ms: wait.as_secs() * 1_000,
    };
    let batch = match context.host.hubs() {
        Some(hubs) => {
            let batch = hubs.read(&principal.user_id, &wanted);
            let batch = in_time(context, wait + READ_BOUND, batch).await;
            batch.map_err(|fault| unavailable(context, &fault))?
        }
        None => kept::read(context, principal, &wanted).await?.to_json(),
    };
    Ok(Response::json_bytes(200, batch.into()).header("cache-control", "no-store"))
}
