use wasm_shared::contract::user::v1::{GetUserRequest, GetUserResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: GetUserRequest,
) -> Result<GetUserResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let user = accounts.get_user(&caller).await?;
    Ok(GetUserResponse { user: Some(convert::user(user)) })
}
