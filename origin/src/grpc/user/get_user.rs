use wasm_shared::contract::user::v1::{GetUserRequest, GetUserResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: GetUserRequest,
) -> Result<GetUserResponse, Refusal> {
    let user_id = convert::id("user_id", &request.user_id)?;
    let user = accounts.get_user(user_id).await?;
    Ok(GetUserResponse { user: Some(convert::user(user)) })
}
