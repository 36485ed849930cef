use wasm_shared::contract::{
    auth::v1::{RenameDeviceRequest, RenameDeviceResponse},
    user::v1::Change as WireChange,
};

use crate::{
    accounts::{DeviceName, rename_device},
    grpc::{convert, refusal::Refusal, write::Write},
    library::Change,
};

impl Write for RenameDeviceRequest {
    const METHOD: &'static str = "RenameDevice";
    type Answer = RenameDeviceResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        let (caller, idempotency_key) = (self.caller.take(), self.idempotency_key.take());
        Some(WireChange { caller, idempotency_key })
    }

    async fn perform(self, change: &mut Change) -> Result<RenameDeviceResponse, Refusal> {
        let name = DeviceName::parse(&self.name).map_err(|invalid| vec![invalid])?;
        let (user_id, now) = (change.user_id, change.now);
        let device =
            rename_device(change.connection(), user_id, &self.device_id, &name, now).await?;
        Ok(RenameDeviceResponse { device: Some(convert::device(device)) })
    }
}
