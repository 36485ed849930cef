//! The devices a listener is signed in on, and signing out there, here and everywhere.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::{
    Principal,
    origin::{self, Device},
    sign_in::private,
    version,
};
use crate::{
    contract::auth::v1 as auth,
    http::{Code, Problem, RequestContext, RequestView, Response, idempotency_key, read_json},
    ports::{BodyOf, Host},
};

/// All of a listener's.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceList {
    items: Vec<Device>,
    /// Always null.
    next_cursor: Option<String>,
}

/// `GET /api/v1/auth/devices`
pub async fn list_devices<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = auth::ListDevicesRequest { caller: Some(origin::caller(principal)) };
    let listed: auth::ListDevicesResponse =
        origin::call(context, "/auth.v1.AuthService/ListDevices", &message).await?;
    let device = |device| Device::of_caller(device, &principal.device_id);
    let items = listed.devices.iter().map(device).collect();
    Ok(private(Response::json(200, &DeviceList { items, next_cursor: None })))
}

/// `DELETE /api/v1/auth/sessions/current`
pub async fn end_current_session<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = auth::EndSessionRequest { caller: Some(origin::caller(principal)) };
    let _ended: auth::EndSessionResponse =
        origin::call(context, "/auth.v1.AuthService/EndSession", &message).await?;
    // The user's version stays: elsewhere the token reads until it expires.
    context.isolate.tokens.borrow().revoke(|token| token.session_id == principal.session_id);
    Ok(private(Response::empty(204)))
}

/// `DELETE /api/v1/auth/sessions`
pub async fn end_all_sessions<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = auth::EndAllSessionsRequest { caller: Some(origin::caller(principal)) };
    let _ended: auth::EndAllSessionsResponse =
        origin::call(context, "/auth.v1.AuthService/EndAllSessions", &message).await?;
    version::raised_by(context, principal).await;
    Ok(private(Response::empty(204)))
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RenameBody {
    name: String,
}

/// `PATCH /api/v1/auth/devices/{id}`
pub async fn rename_device<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let (device_id, idempotency_key) = (read_id(id)?, idempotency_key(request)?);
    let RenameBody { name } = read_json(context, request).await?;
    let caller = Some(origin::caller(principal));
    let message = auth::RenameDeviceRequest { caller, device_id, name, idempotency_key };
    let renamed: auth::RenameDeviceResponse =
        origin::call(context, "/auth.v1.AuthService/RenameDevice", &message).await?;
    let device = renamed.device.unwrap_or_default();
    Ok(private(Response::json(200, &Device::of_caller(&device, &principal.device_id))))
}

/// `DELETE /api/v1/auth/devices/{id}`
///
/// The version rises for all devices: those that stay, the caller's too, trade their refresh token.
pub async fn end_device<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    id: &str,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let (device_id, idempotency_key) = (read_id(id)?, idempotency_key(request)?);
    let caller = Some(origin::caller(principal));
    let message = auth::EndDeviceRequest { caller, device_id, idempotency_key };
    let _ended: auth::EndDeviceResponse =
        origin::call(context, "/auth.v1.AuthService/EndDevice", &message).await?;
    version::raised_by(context, principal).await;
    Ok(private(Response::empty(204)))
}

/// The `{id}` of a path; one that is no text names no device.
fn read_id(encoded: &str) -> Result<String, Problem> {
    let decoded = percent_decode_str(encoded).decode_utf8();
    decoded.map(Into::into).map_err(|_| Code::NotFound.into())
}
