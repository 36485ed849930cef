use wasm_shared::contract::auth::v1::{GetTokenVersionRequest, GetTokenVersionResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: GetTokenVersionRequest,
) -> Result<GetTokenVersionResponse, Refusal> {
    let user_id = convert::id("user_id", &request.user_id)?;
    let version = accounts.get_token_version(user_id).await?;
    let token_version = version.ok_or_else(Refusal::not_found)?;
    Ok(GetTokenVersionResponse { token_version })
}
