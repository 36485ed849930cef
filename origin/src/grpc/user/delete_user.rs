use wasm_shared::contract::user::v1::{DeleteUserRequest, DeleteUserResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: DeleteUserRequest,
) -> Result<DeleteUserResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let deletes_at = accounts.delete_user(&caller).await?;
    Ok(DeleteUserResponse { deletes_at_ms: deletes_at.timestamp_millis() })
}
