use wasm_shared::contract::auth::v1::{RefreshTokensRequest, RefreshTokensResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: RefreshTokensRequest,
) -> Result<RefreshTokensResponse, Refusal> {
    let client = convert::client(request.client);
    let tokens = accounts.refresh_tokens(&request.refresh_token, &client).await?;
    Ok(RefreshTokensResponse { tokens: Some(convert::tokens(&tokens)) })
}
