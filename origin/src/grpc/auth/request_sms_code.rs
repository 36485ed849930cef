use wasm_shared::contract::auth::v1::{RequestSmsCodeRequest, RequestSmsCodeResponse};

use crate::{
    accounts::Accounts,
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: RequestSmsCodeRequest,
) -> Result<RequestSmsCodeResponse, Refusal> {
    let phone = accounts.phone(&request.phone)?;
    let client = convert::client(request.client);
    let device_id = request.device_id.as_deref().filter(|id| !id.is_empty());
    let requested = accounts.request_sms_code(&phone, &client, device_id).await?;
    Ok(RequestSmsCodeResponse {
        expires_in_seconds: convert::seconds(requested.expires_in),
        resend_after_seconds: convert::seconds(requested.resend_after),
    })
}
