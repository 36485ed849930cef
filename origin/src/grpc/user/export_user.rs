use wasm_shared::contract::user::v1::{ExportUserRequest, ExportUserResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: ExportUserRequest,
) -> Result<ExportUserResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let export = accounts.export_user(&caller).await?;
    let document = serde_json::to_vec(&export).expect("texts and instants are JSON");
    Ok(ExportUserResponse { document })
}
