use wasm_shared::contract::auth::v1::{EndSessionRequest, EndSessionResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: EndSessionRequest,
) -> Result<EndSessionResponse, Refusal> {
    let user_id = convert::id("user_id", &request.user_id)?;
    let session_id = convert::id("session_id", &request.session_id)?;
    accounts.end_session(user_id, session_id).await?;
    Ok(EndSessionResponse {})
}
