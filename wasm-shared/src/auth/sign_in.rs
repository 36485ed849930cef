//! The open calls: a code by SMS, a session for the code, a new pair of tokens, and whether a token
//! is valid. The origin decides all four.

use serde::{Deserialize, Serialize};

use super::{origin, origin::Device, profile::User};
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SmsCodeBody {
    /// E.164, for example `+8613812345678`.
    phone: String,
    /// The device that signs in, where it is known already.
    device_id: Option<String>,
}

/// Lengths of time in seconds.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SmsCodeSent {
    /// How long the code is taken.
    expires_in: u32,
    /// After how long another one may be asked for.
    resend_after: u32,
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
    let (expires_in, resend_after) = (sent.expires_in_seconds, sent.resend_after_seconds);
    Ok(private(Response::json(202, &SmsCodeSent { expires_in, resend_after })))
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionBody {
    /// E.164, for example `+8613812345678`.
    phone: String,
    /// Six digits.
    code: String,
    device: DeviceBody,
    /// The device that makes room where there are too many.
    replace_device_id: Option<String>,
}

/// The device that signs in.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceBody {
    /// The device's own choice, the same whenever it signs in.
    id: String,
    name: String,
    platform: String,
}

/// A new session.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    #[serde(flatten)]
    tokens: Tokens,
    user: User,
    device: Device,
}

/// An access token, and what the next pair is traded for.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tokens {
    access_token: String,
    /// `Bearer`
    token_type: &'static str,
    /// How long the access token is taken, in seconds.
    expires_in: u32,
    /// Taken once.
    refresh_token: String,
}

impl From<auth::Tokens> for Tokens {
    fn from(tokens: auth::Tokens) -> Self {
        let auth::Tokens { access_token, expires_in_seconds: expires_in, refresh_token } = tokens;
        Self { access_token, token_type: "Bearer", expires_in, refresh_token }
    }
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
    let answer = Session {
        tokens: session.tokens.unwrap_or_default().into(),
        user: session.user.unwrap_or_default().into(),
        device: Device::of_caller(&device, &device.id),
    };
    Ok(private(Response::json(201, &answer)))
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefreshBody {
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
    Ok(private(Response::json(200, &Tokens::from(refreshed.tokens.unwrap_or_default()))))
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VerifyBody {
    access_token: String,
    /// Where the token was shown; looked at in strict mode.
    client_ip: Option<String>,
}

/// Whether a token is valid.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Verified {
    /// It is.
    Active {
        /// `true`
        active: bool,
        user_id: String,
        device_id: String,
        token_version: u64,
        #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
        expires_at: String,
    },
    /// It is not.
    Inactive {
        /// `false`
        active: bool,
        /// The code that a call with it would be refused with.
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

/// Keeps an answer about a person out of every cache on its way.
pub(super) fn private<S>(response: Response<S>) -> Response<S> {
    response.header("cache-control", "no-store")
}
