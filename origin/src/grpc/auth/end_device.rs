use wasm_shared::contract::auth::v1::{EndDeviceRequest, EndDeviceResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: EndDeviceRequest,
) -> Result<EndDeviceResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    accounts.end_device(&caller, &request.device_id).await?;
    Ok(EndDeviceResponse {})
}
