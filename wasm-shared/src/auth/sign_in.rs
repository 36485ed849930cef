//! The open calls: a code by SMS, a session for the code, a new pair of tokens, and whether a token
//! is valid. The origin decides all four.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::origin;
use crate::{
    contract::auth::v1 as auth,
    http::{Problem, RequestContext, RequestView, Response, read_json},
    ports::{BodyOf, Host, Timestamp},
};

/// Where the call comes from, for budgets and the list of devices.
fn client(request: &impl RequestView) -> auth::Client {
    let header = |name| request.header(name).map(std::borrow::Cow::into_owned);
    let mut user_agent = header("user-agent").unwrap_or_default();
    user_agent.truncate(user_agent.floor_char_boundary(256));
    auth::Client {
        ip: request.client_ip().map(std::borrow::Cow::into_owned).unwrap_or_default(),
        user_agent,
    }
}

#[derive(Deserialize)]
struct SmsCodeBody {
    phone: String,
    device_id: Option<String>,
}

/// `POST /api/v1/auth/sms-codes`
pub async fn request_sms_code<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let SmsCodeBody { phone, device_id } = read_json(context, request).await?;
    let message = auth::RequestSmsCodeRequest { phone, client: Some(client(request)), device_id };
    let sent: auth::RequestSmsCodeResponse =
        origin::call(context, "/auth.v1.AuthService/RequestSmsCode", &message).await?;
    let answer = json!({
        "expires_in": sent.expires_in_seconds,
        "resend_after": sent.resend_after_seconds,
    });
    Ok(private(Response::json(202, &answer)))
}

#[derive(Deserialize)]
struct SessionBody {
    phone: String,
    code: String,
    device: DeviceBody,
    replace_device_id: Option<String>,
}

#[derive(Deserialize)]
struct DeviceBody {
    id: String,
    name: String,
    platform: String,
}

/// `POST /api/v1/auth/sessions`
pub async fn create_session<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let body: SessionBody = read_json(context, request).await?;
    let DeviceBody { id, name, platform } = body.device;
    let message = auth::CreateSessionRequest {
        phone: body.phone,
        code: body.code,
        device: Some(auth::DeviceClaim { id, name, platform }),
        replace_device_id: body.replace_device_id,
        client: Some(client(request)),
    };
    let session: auth::CreateSessionResponse =
        origin::call(context, "/auth.v1.AuthService/CreateSession", &message).await?;
    let device = session.device.unwrap_or_default();
    let mut answer = token_json(&session.tokens.unwrap_or_default());
    answer["user"] = super::profile::user_json(&session.user.unwrap_or_default());
    answer["device"] = origin::device_json(&device, Some(&device.id));
    Ok(private(Response::json(201, &answer)))
}

#[derive(Deserialize)]
struct RefreshBody {
    refresh_token: String,
}

/// `POST /api/v1/auth/tokens`
pub async fn refresh_tokens<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let RefreshBody { refresh_token } = read_json(context, request).await?;
    let message = auth::RefreshTokensRequest { refresh_token, client: Some(client(request)) };
    let refreshed: auth::RefreshTokensResponse =
        origin::call(context, "/auth.v1.AuthService/RefreshTokens", &message).await?;
    Ok(private(Response::json(200, &token_json(&refreshed.tokens.unwrap_or_default()))))
}

#[derive(Deserialize)]
struct VerifyBody {
    access_token: String,
    client_ip: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Verified {
    Active {
        active: bool,
        user_id: String,
        device_id: String,
        token_version: u64,
        expires_at: String,
    },
    Inactive {
        active: bool,
        reason: String,
    },
}

/// `POST /api/v1/auth/verify-token`
pub async fn verify_token<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let VerifyBody { access_token, client_ip } = read_json(context, request).await?;
    let message = auth::VerifyTokenRequest { access_token, client_ip };
    let verified: auth::VerifyTokenResponse =
        origin::call(context, "/auth.v1.AuthService/VerifyToken", &message).await?;
    let answer = if verified.active {
        Verified::Active {
            active: true,
            user_id: verified.user_id,
            device_id: verified.device_id,
            token_version: verified.token_version,
            expires_at: Timestamp::from_millis(verified.expires_at_ms).to_string(),
        }
    } else {
        Verified::Inactive { active: false, reason: verified.reason }
    };
    Ok(private(Response::json(200, &answer)))
}

fn token_json(tokens: &auth::Tokens) -> serde_json::Value {
    json!({
        "access_token": tokens.access_token,
        "token_type": "Bearer",
        "expires_in": tokens.expires_in_seconds,
        "refresh_token": tokens.refresh_token,
    })
}

/// Keeps an answer about a person out of every cache on its way.
pub(super) fn private<S>(response: Response<S>) -> Response<S> {
    response.header("cache-control", "no-store")
}
