use std::{rc::Rc, time::Duration};

use serde_json::{Map, Value};

use super::{Batch, ReadRequest, protocol::ServerFrame};
use crate::{
    auth::{
        Principal,
        origin::{self, OriginError},
    },
    contract::user::v1::{KeptEvent, ListEventsRequest, ListEventsResponse},
    http::RequestContext,
    ports::{Clock, Host, Timestamp},
};

/// The name of the log that the origin keeps. Those of hubs have names of their own.
pub const KEPT_EPOCH: &str = "origin";

/// How often the origin is asked again while there is nothing.
const PAUSE: Duration = Duration::from_secs(1);

/// What a device has not seen, from the events that the origin keeps: for hosts without hubs. They are
/// numbered and told as a hub's are; nothing is acknowledged, each is kept for its time.
pub(super) async fn read<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
    wanted: &ReadRequest,
) -> Result<Batch, OriginError> {
    let clock = context.host.clock();
    let end = clock.now() + Duration::from_millis(wanted.wait_ms);
    // Who counts without saying in which log means the one there is.
    let assumed = wanted.after.map(|_| KEPT_EPOCH.to_owned());
    let question = ListEventsRequest {
        caller: Some(origin::caller(principal)),
        epoch: wanted.epoch.clone().or(assumed).unwrap_or_default(),
        after: wanted.after.unwrap_or_default(),
    };
    loop {
        let answer: ListEventsResponse =
            origin::call(context, "/sync.v1.SyncService/ListEvents", &question).await?;
        let left = end.since(clock.now());
        if !answer.recovered || !answer.items.is_empty() || left.is_zero() {
            return batch(answer);
        }
        clock.sleep(PAUSE.min(left)).await;
    }
}

fn batch(answer: ListEventsResponse) -> Result<Batch, OriginError> {
    let ListEventsResponse { epoch, head, recovered, items } = answer;
    let items = items.iter().map(frame).collect::<Result<_, _>>()?;
    Ok(Batch { epoch, head, recovered, items })
}

fn frame(event: &KeptEvent) -> Result<Rc<str>, OriginError> {
    let KeptEvent { seq, id, kind, at_ms, data } = event;
    let data: Map<String, Value> = serde_json::from_str(data)
        .map_err(|error| OriginError::Unavailable(format!("event {id}: {error}")))?;
    let at = Timestamp::from_millis(*at_ms).to_string();
    Ok(ServerFrame::Event { seq: *seq, id, kind, at, data: &data }.render())
}
