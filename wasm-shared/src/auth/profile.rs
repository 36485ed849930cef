//! The listener's own profile and data.

use serde::{Deserialize, Serialize};

use super::{Principal, origin, sign_in::private, version};
use crate::{
    contract::{auth::v1 as auth, user::v1 as user},
    http::{Problem, RequestContext, RequestView, Response, idempotency_key, read_json},
    ports::{BodyOf, Host, Timestamp},
};

const EXPORT_PROCEDURE: &str = "/user.v1.UserService/ExportUser";
/// Of a whole library's export in bytes, some 60,000 entries. It is in memory more than once, and an
/// isolate has 128 MiB.
const EXPORT_LIMIT: usize = 16 << 20;

/// A listener.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    id: String,
    phone_masked: String,
    nickname: String,
    avatar_url: Option<String>,
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    created_at: String,
}

impl From<auth::User> for User {
    fn from(user: auth::User) -> Self {
        let auth::User { id, phone_masked, nickname, avatar_url, created_at_ms } = user;
        let avatar_url = (!avatar_url.is_empty()).then_some(avatar_url);
        let created_at = Timestamp::from_millis(created_at_ms).to_string();
        Self { id, phone_masked, nickname, avatar_url, created_at }
    }
}

/// `GET /api/v1/me`
pub async fn get_me<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = user::GetUserRequest { caller: Some(origin::caller(principal)) };
    let found: user::GetUserResponse =
        origin::call(context, "/user.v1.UserService/GetUser", &message).await?;
    Ok(private(Response::json(200, &User::from(found.user.unwrap_or_default()))))
}

/// What is not sent stays as it is.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileBody {
    nickname: Option<String>,
    /// Empty for none.
    avatar_url: Option<String>,
}

/// That an account will be deleted.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deletion {
    /// Until then signing in takes it back.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    deletes_at: String,
}

/// `PATCH /api/v1/me`
pub async fn update_me<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let idempotency_key = idempotency_key(request)?;
    let ProfileBody { nickname, avatar_url } = read_json(context, request).await?;
    let caller = Some(origin::caller(principal));
    let message = user::UpdateUserRequest { caller, nickname, avatar_url, idempotency_key };
    let updated: user::UpdateUserResponse =
        origin::call(context, "/user.v1.UserService/UpdateUser", &message).await?;
    Ok(private(Response::json(200, &User::from(updated.user.unwrap_or_default()))))
}

/// `DELETE /api/v1/me`
pub async fn delete_me<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = user::DeleteUserRequest { caller: Some(origin::caller(principal)) };
    let deleted: user::DeleteUserResponse =
        origin::call(context, "/user.v1.UserService/DeleteUser", &message).await?;
    version::raised_by(context, principal).await;
    let deletes_at = Timestamp::from_millis(deleted.deletes_at_ms).to_string();
    Ok(private(Response::json(202, &Deletion { deletes_at })))
}

/// `GET /api/v1/me/export`
pub async fn export_me<H: Host>(
    context: &RequestContext<H>,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = user::ExportUserRequest { caller: Some(origin::caller(principal)) };
    let exported: user::ExportUserResponse =
        origin::call_within(context, EXPORT_PROCEDURE, &message, EXPORT_LIMIT).await?;
    let attachment = "attachment; filename=\"listen-stream-export.json\"";
    let answer = Response::json_bytes(200, exported.document.into());
    Ok(private(answer.header("content-disposition", attachment)))
}
