use wasm_shared::contract::auth::v1::{CreateSessionRequest, CreateSessionResponse};

use crate::{
    accounts::{Accounts, DeviceClaim, SignIn, SmsCode},
    grpc::{convert, refusal::Refusal},
};

pub(super) async fn handle(
    accounts: &Accounts,
    request: CreateSessionRequest,
) -> Result<CreateSessionResponse, Refusal> {
    let phone = accounts.phone(&request.phone)?;
    let code = SmsCode::parse(&request.code)
        .ok_or_else(|| Refusal::invalid_field("code", "must be six digits"))?;
    let device = request.device.unwrap_or_default();
    let device = DeviceClaim::new(&device.id, &device.name, &device.platform)?;
    let sign_in = SignIn {
        phone: &phone,
        code: &code,
        device: &device,
        replace_device_id: request.replace_device_id.as_deref(),
        client: convert::client(request.client),
    };
    let session = accounts.create_session(&sign_in).await?;
    Ok(CreateSessionResponse {
        tokens: Some(convert::tokens(&session.tokens)),
        user: Some(convert::user(session.user)),
        device: Some(convert::device(session.device)),
    })
}
