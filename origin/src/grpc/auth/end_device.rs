use wasm_shared::contract::{
    auth::v1::{EndDeviceRequest, EndDeviceResponse},
    user::v1::Change as WireChange,
};

use crate::{
    accounts::{DeviceError, end_device},
    grpc::{refusal::Refusal, write::Write},
    library::Change,
};

impl Write for EndDeviceRequest {
    const METHOD: &'static str = "EndDevice";
    type Answer = EndDeviceResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        let (caller, idempotency_key) = (self.caller.take(), self.idempotency_key.take());
        Some(WireChange { caller, idempotency_key })
    }

    async fn perform(self, change: &mut Change) -> Result<EndDeviceResponse, Refusal> {
        let (user_id, now) = (change.user_id, change.now);
        let ended = end_device(change.connection(), user_id, &self.device_id, now).await;
        if ended.map_err(DeviceError::from)? {
            tracing::info!(%user_id, device_id = self.device_id, "a device is signed out");
            Ok(EndDeviceResponse {})
        } else {
            Err(DeviceError::NotFound.into())
        }
    }
}
