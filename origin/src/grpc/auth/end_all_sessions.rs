use wasm_shared::contract::auth::v1::{EndAllSessionsRequest, EndAllSessionsResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: EndAllSessionsRequest,
) -> Result<EndAllSessionsResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    accounts.end_all_sessions(&caller).await?;
    Ok(EndAllSessionsResponse {})
}
