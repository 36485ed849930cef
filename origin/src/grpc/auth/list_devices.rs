use wasm_shared::contract::auth::v1::{ListDevicesRequest, ListDevicesResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: ListDevicesRequest,
) -> Result<ListDevicesResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let devices = accounts.list_devices(&caller).await?;
    Ok(ListDevicesResponse { devices: devices.into_iter().map(convert::device).collect() })
}
