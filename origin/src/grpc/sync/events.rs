use wasm_shared::contract::user::v1::{
    KeptEvent as WireEvent, ListEventsRequest, ListEventsResponse,
};

use crate::{
    grpc::{convert, refusal::Refusal},
    library::{Events, Library},
    outbox::KeptEvent,
};

pub(super) async fn list(
    library: &Library,
    request: ListEventsRequest,
) -> Result<ListEventsResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let events = library.list_events(&caller, &request.epoch, request.after).await?;
    let Events { epoch, head, recovered, items } = events;
    let items = items.into_iter().map(wire_event).collect();
    Ok(ListEventsResponse { epoch: epoch.to_owned(), head, recovered, items })
}

fn wire_event(event: KeptEvent) -> WireEvent {
    WireEvent {
        seq: event.seq,
        id: event.event.to_string(),
        kind: event.kind,
        at_ms: event.created_at.timestamp_millis(),
        data: event.payload.to_string(),
    }
}
