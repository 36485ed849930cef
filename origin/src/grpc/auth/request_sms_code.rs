use wasm_shared::contract::auth::v1::{RequestSmsCodeRequest, RequestSmsCodeResponse};

use crate::{
    accounts::{Accounts, Phone},
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: RequestSmsCodeRequest,
) -> Result<RequestSmsCodeResponse, Refusal> {
    let phone = Phone::parse(&request.phone)?;
    let client = convert::client(request.client);
    let requested = accounts.request_sms_code(&phone, &client).await?;
    Ok(RequestSmsCodeResponse {
        expires_in_seconds: convert::seconds(requested.expires_in),
        resend_after_seconds: convert::seconds(requested.resend_after),
    })
}
