use wasm_shared::contract::user::v1::{ListChangesRequest, ListChangesResponse};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal},
    library::{Changes, Library, Page},
};

pub(super) async fn list(
    library: &Library,
    request: ListChangesRequest,
) -> Result<ListChangesResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let page = Page::new(request.limit, request.cursor)?;
    let changes = library.list_changes(&caller, request.since, &page).await?;
    let Changes { revision, reset, items, next_cursor } = changes;
    let items = items.into_iter().map(messages::change).collect();
    let more = !next_cursor.is_empty();
    Ok(ListChangesResponse { revision, more, reset, items, next_cursor })
}
