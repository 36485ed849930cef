//! The devices a listener is signed in on, and signing out.

use serde_json::json;

use super::{Principal, origin, sign_in::private};
use crate::{
    contract::auth::v1 as auth,
    http::{Problem, RequestContext, Response},
    ports::{BodyOf, Host},
};

/// `GET /api/v1/auth/devices`
pub async fn list_devices<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = auth::ListDevicesRequest { caller: Some(origin::caller(principal)) };
    let listed: auth::ListDevicesResponse =
        origin::call(context, "/auth.v1.AuthService/ListDevices", &message).await?;
    let items: Vec<_> = listed
        .devices
        .iter()
        .map(|device| origin::device_json(device, Some(&principal.device_id)))
        .collect();
    Ok(private(Response::json(200, &json!({ "items": items, "next_cursor": null }))))
}

/// `DELETE /api/v1/auth/sessions/current`
pub async fn end_current_session<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = auth::EndSessionRequest { caller: Some(origin::caller(principal)) };
    let _ended: auth::EndSessionResponse =
        origin::call(context, "/auth.v1.AuthService/EndSession", &message).await?;
    Ok(private(Response::empty(204)))
}
