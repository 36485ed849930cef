use std::time::Duration;

use super::Event;
use crate::{
    http::{Code, Problem, RequestContext},
    observe::{Level, log},
    ports::{Host, HubFault, Hubs},
    resilience::deadline::within,
};

/// The longest a hub is waited for. The origin waits 10 s for all of a push.
const PUBLISH_BOUND: Duration = Duration::from_secs(4);

/// Hands events of one user to their hub, in their order and in one call. It keeps them for the
/// devices that are away. A host without hubs has nobody to tell: who reads the events there asks the
/// origin.
///
/// # Errors
/// When the hub may not have stored all of them; handing them over again does no harm.
pub async fn deliver<H: Host>(
    context: &RequestContext<H>,
    user_id: &str,
    events: &[&Event],
) -> Result<(), HubFault> {
    let Some(hubs) = context.host.hubs() else { return Ok(()) };
    in_time(context, PUBLISH_BOUND, hubs.publish(user_id, events)).await
}

/// What a hub answers within `bound`; later is a fault.
pub(super) async fn in_time<H: Host, T>(
    context: &RequestContext<H>,
    bound: Duration,
    answer: impl Future<Output = Result<T, HubFault>>,
) -> Result<T, HubFault> {
    let answer = within(context.host.clock(), bound, answer).await;
    answer.unwrap_or_else(|| Err(HubFault("no answer in time".to_owned())))
}

/// The problem of a caller whose hub failed; why is for the log.
pub(super) fn unavailable<H: Host>(context: &RequestContext<H>, fault: &HubFault) -> Problem {
    log(context, Level::Error, "hub", &[("fault", &fault.0)]);
    Code::SyncUnavailable.into()
}
