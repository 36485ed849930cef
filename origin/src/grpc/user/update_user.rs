use wasm_shared::contract::user::v1::{UpdateUserRequest, UpdateUserResponse};

use crate::{
    accounts::{Accounts, ProfileChange},
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: UpdateUserRequest,
) -> Result<UpdateUserResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let change = ProfileChange::new(request.nickname.as_deref(), request.avatar_url.as_deref())
        .map_err(Refusal::invalid_fields)?;
    let user = accounts.update_user(&caller, &change).await?;
    Ok(UpdateUserResponse { user: Some(convert::user(user)) })
}
