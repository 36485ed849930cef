use wasm_shared::contract::auth::v1::{EndSessionRequest, EndSessionResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: EndSessionRequest,
) -> Result<EndSessionResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    accounts.end_session(&caller).await?;
    Ok(EndSessionResponse {})
}
