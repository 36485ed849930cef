use wasm_shared::contract::auth::v1::{RenameDeviceRequest, RenameDeviceResponse};

use crate::{
    accounts::{Accounts, DeviceName},
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: RenameDeviceRequest,
) -> Result<RenameDeviceResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let name = DeviceName::parse(&request.name).map_err(|invalid| vec![invalid])?;
    let device = accounts.rename_device(&caller, &request.device_id, &name).await?;
    Ok(RenameDeviceResponse { device: Some(convert::device(device)) })
}
