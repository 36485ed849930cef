use wasm_shared::contract::auth::v1::{ListDevicesRequest, ListDevicesResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: ListDevicesRequest,
) -> Result<ListDevicesResponse, Refusal> {
    let user_id = convert::id("user_id", &request.user_id)?;
    let devices = accounts.list_devices(user_id).await?;
    Ok(ListDevicesResponse { devices: devices.into_iter().map(convert::device).collect() })
}
