//! A refused call, as problem details (RFC 9457) with the stable codes of this API.

use std::{borrow::Cow, collections::BTreeMap, error::Error, sync::Arc};

use axum::{
    Json,
    extract::{Extension, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    accounts::Fault,
    administrators::AdministratorError,
    observe::{RequestId, chain},
    store,
};

/// A stable code. Clients decide by it; its text is free to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Signing in is locked after too many failures.
    AccountLocked,
    /// The body is larger than allowed.
    BodyTooLarge,
    /// The code is wrong, too old, or was used.
    CodeInvalid,
    /// E-mail address or password is wrong.
    CredentialsInvalid,
    /// The call came from a page of another site.
    CrossOrigin,
    /// A write without the session's CSRF token.
    CsrfTokenInvalid,
    /// Another administrator has the e-mail address.
    EmailTaken,
    /// The role may not do this.
    Forbidden,
    /// A fault of ours.
    Internal,
    /// Some fields are not as they must be; `fields` names them.
    InvalidFields,
    /// The last owner that is not disabled stays one.
    LastOwner,
    /// The body is not JSON.
    MalformedJson,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// No such path, or no such thing.
    NotFound,
    /// What is to be published says what is in force.
    NothingChanged,
    /// There is no session, it is over, or it has not come so far.
    NotSignedIn,
    /// The database does not answer; a later try may go better.
    OriginUnavailable,
    /// Too many calls.
    RateLimited,
    /// The release holds for everybody, or for nobody any more.
    ReleaseNotRollingOut,
    /// Another release is being rolled out.
    RolloutUnderWay,
    /// The session is not at this step of sign-in.
    SignInStepInvalid,
    /// No vendor could take the message.
    SmsUnavailable,
    /// A code is to be shown again before this.
    StepUpRequired,
    /// It was changed since it was read.
    VersionConflict,
    /// `If-Match` is missing.
    VersionRequired,
}

impl Code {
    /// The status and a sentence for people.
    const fn row(self) -> (StatusCode, &'static str) {
        match self {
            Self::AccountLocked => (StatusCode::TOO_MANY_REQUESTS, "Too many failures to sign in"),
            Self::BodyTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::CodeInvalid => (StatusCode::UNAUTHORIZED, "The code is wrong"),
            Self::CredentialsInvalid => {
                (StatusCode::UNAUTHORIZED, "E-mail address or password is wrong")
            }
            Self::CrossOrigin => (StatusCode::FORBIDDEN, "The call comes from another site"),
            Self::CsrfTokenInvalid => (StatusCode::FORBIDDEN, "The CSRF token is not valid"),
            Self::EmailTaken => {
                (StatusCode::CONFLICT, "Another administrator has this e-mail address")
            }
            Self::Forbidden => (StatusCode::FORBIDDEN, "Your role may not do this"),
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side")
            }
            Self::InvalidFields => (StatusCode::UNPROCESSABLE_ENTITY, "Some fields are not valid"),
            Self::LastOwner => (StatusCode::CONFLICT, "The last owner stays one"),
            Self::MalformedJson => (StatusCode::BAD_REQUEST, "The body is not valid JSON"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "The method is not allowed here")
            }
            Self::NotFound => (StatusCode::NOT_FOUND, "There is nothing here"),
            Self::NothingChanged => (StatusCode::CONFLICT, "This is what is in force already"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "Sign in first"),
            Self::OriginUnavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "This is not available right now")
            }
            Self::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "Too many calls"),
            Self::ReleaseNotRollingOut => {
                (StatusCode::CONFLICT, "The release is not being rolled out")
            }
            Self::RolloutUnderWay => (StatusCode::CONFLICT, "Another release is being rolled out"),
            Self::SignInStepInvalid => {
                (StatusCode::CONFLICT, "The session is not at this step of sign-in")
            }
            Self::SmsUnavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "No message can be sent right now")
            }
            Self::StepUpRequired => (StatusCode::FORBIDDEN, "Show a code again first"),
            Self::VersionConflict => (StatusCode::PRECONDITION_FAILED, "It was changed in between"),
            Self::VersionRequired => {
                (StatusCode::PRECONDITION_REQUIRED, "Say by If-Match which version this changes")
            }
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> StatusCode {
        self.row().0
    }

    /// A sentence for people.
    pub const fn title(self) -> &'static str {
        self.row().1
    }
}

/// A refused or failed call. What was behind it is logged and never sent.
#[derive(Debug, Clone)]
pub struct Problem(Box<Details>);

#[derive(Debug, Clone)]
struct Details {
    code: Code,
    detail: Cow<'static, str>,
    fields: BTreeMap<String, String>,
    retry_after_s: Option<u32>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl Problem {
    /// A problem whose detail is the code's title.
    pub fn new(code: Code) -> Self {
        Self::with_detail(code, code.title())
    }

    /// A problem with its own words.
    pub fn with_detail(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let (detail, fields) = (detail.into(), BTreeMap::new());
        Self(Box::new(Details { code, detail, fields, retry_after_s: None, cause: None }))
    }

    /// One field that is not valid.
    pub fn invalid_field(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(Code::InvalidFields).field(name, reason)
    }

    /// Adds a field that is not valid.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, reason: impl Into<String>) -> Self {
        self.0.fields.insert(name.into(), reason.into());
        self
    }

    /// The fields that are not valid, and why.
    pub fn fields(&self) -> &BTreeMap<String, String> {
        &self.0.fields
    }

    /// Asks the caller to wait.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// Says for our log what was behind it.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.0.cause = Some(Arc::new(cause));
        self
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        let code = match &error {
            store::Error::Database(error) if store::is_away(error) => Code::OriginUnavailable,
            _ => Code::Internal,
        };
        Self::new(code).caused_by(error)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(error) => error.into(),
            Fault::Transaction(error) => store::Error::Database(error).into(),
            fault => Self::new(Code::Internal).caused_by(fault),
        }
    }
}

impl From<AdministratorError> for Problem {
    fn from(error: AdministratorError) -> Self {
        use AdministratorError as E;
        match error {
            E::NotFound => Code::NotFound.into(),
            E::CredentialsInvalid => Code::CredentialsInvalid.into(),
            E::CodeInvalid => Code::CodeInvalid.into(),
            E::Locked { retry_after_s } => {
                Self::new(Code::AccountLocked).retry_after(retry_after_s)
            }
            E::WrongStep => Code::SignInStepInvalid.into(),
            E::Email(error) => Self::invalid_field("email", error.to_string()),
            E::Password(error) => Self::invalid_field("new_password", error.to_string()),
            E::Name => Self::invalid_field("name", error.to_string()),
            E::EmailTaken => Code::EmailTaken.into(),
            E::LastOwner => Code::LastOwner.into(),
            E::Busy(_) => Self::new(Code::RateLimited).retry_after(1),
            E::Fault(fault) => fault.into(),
        }
    }
}

/// The body is written by [`write`], which knows the request's id.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0.code.status(), Extension(self)).into_response()
    }
}

/// As it is sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Body<'a> {
    /// A URI that stands for the code.
    r#type: String,
    /// A sentence for people.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// The stable code.
    code: Code,
    /// What happened this time, for people.
    detail: &'a str,
    /// Ties the answer to the log.
    request_id: &'a str,
    /// Name of the field → what is wrong with it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    fields: &'a BTreeMap<String, String>,
}

/// Writes the bodies of problems, and logs what was behind those that are ours.
pub(super) async fn write(
    Extension(request_id): Extension<RequestId>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let Some(Problem(details)) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if let Some(cause) = &details.cause {
        tracing::error!(code = ?details.code, cause = chain(&**cause), "an administrator's call failed");
    }
    let Details { code, detail, fields, .. } = &*details;
    let code_text = serde_json::to_value(code).expect("a name is JSON");
    let body = Body {
        r#type: format!(
            "https://listen.stream/problems/{}",
            code_text.as_str().unwrap_or_default()
        ),
        title: code.title(),
        status: code.status().as_u16(),
        code: *code,
        detail,
        request_id: request_id.as_str(),
        fields,
    };
    let (mut parts, _) = response.into_parts();
    let mut written = Json(body).into_response();
    *written.status_mut() = parts.status;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = details.retry_after_s {
        parts.headers.insert(header::RETRY_AFTER, seconds.into());
    }
    *written.headers_mut() = parts.headers;
    written
}
