//! Problem details (RFC 9457) with the stable codes of the contract.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// A stable code. Clients decide by it; its text is free to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The body is not JSON.
    MalformedJson,
    /// Some fields, a parameter or an id are not as the contract says; `fields` names them.
    InvalidFields,
    /// The body is larger than allowed.
    BodyTooLarge,
    /// No such path, or no such thing.
    NotFound,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// No token was sent.
    TokenMissing,
    /// The token is not one of ours, is malformed, or was altered.
    TokenInvalid,
    /// The token has expired.
    TokenExpired,
    /// The token was revoked.
    TokenRevoked,
    /// Strict mode: the token was made for another network.
    TokenNetworkChanged,
    /// The call did not come from the other half of the service.
    ServiceTokenInvalid,
    /// The account is banned.
    AccountBanned,
    /// The sign-in code is wrong.
    CodeInvalid,
    /// The sign-in code was used or is too old.
    CodeExpired,
    /// The refresh token was used before; its session has ended.
    RefreshTokenReused,
    /// The refresh token is not one of ours, or its session has ended.
    RefreshTokenInvalid,
    /// The user is signed in on as many devices as allowed.
    DeviceLimitExceeded,
    /// The thing was changed since it was read.
    VersionConflict,
    /// The idempotency key was used for another request.
    IdempotencyKeyReused,
    /// The playlist has as many entries as allowed.
    PlaylistFull,
    /// The user has as many playlists as allowed.
    PlaylistLimitExceeded,
    /// Too many calls.
    RateLimited,
    /// No vendor could take the message.
    SmsUnavailable,
    /// No source can play the track.
    NoPlayableSource,
    /// The range asked for is not in the file.
    RangeNotSatisfiable,
    /// The sources could not be asked; a later try may go better.
    SourcesUnavailable,
    /// The origin could not be asked.
    OriginUnavailable,
    /// A WebSocket is opened here, and the call did not ask for one.
    UpgradeRequired,
    /// This edge's platform opens no WebSocket.
    SocketsUnsupported,
    /// The user's hub could not be asked.
    SyncUnavailable,
    /// A fault of ours.
    Internal,
}

impl Code {
    /// All of them, in the order they are documented.
    pub const ALL: [Self; 31] = [
        Self::MalformedJson,
        Self::InvalidFields,
        Self::BodyTooLarge,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TokenMissing,
        Self::TokenInvalid,
        Self::TokenExpired,
        Self::TokenRevoked,
        Self::TokenNetworkChanged,
        Self::ServiceTokenInvalid,
        Self::AccountBanned,
        Self::CodeInvalid,
        Self::CodeExpired,
        Self::RefreshTokenReused,
        Self::RefreshTokenInvalid,
        Self::DeviceLimitExceeded,
        Self::VersionConflict,
        Self::IdempotencyKeyReused,
        Self::PlaylistFull,
        Self::PlaylistLimitExceeded,
        Self::RateLimited,
        Self::SmsUnavailable,
        Self::NoPlayableSource,
        Self::RangeNotSatisfiable,
        Self::SourcesUnavailable,
        Self::OriginUnavailable,
        Self::UpgradeRequired,
        Self::SocketsUnsupported,
        Self::SyncUnavailable,
        Self::Internal,
    ];

    /// The code, its status and its title.
    const fn row(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::MalformedJson => ("malformed_json", 400, "The body is not valid JSON"),
            Self::InvalidFields => ("invalid_fields", 422, "Some fields are not valid"),
            Self::BodyTooLarge => ("body_too_large", 413, "The body is too large"),
            Self::NotFound => ("not_found", 404, "There is nothing here"),
            Self::MethodNotAllowed => ("method_not_allowed", 405, "The method is not allowed here"),
            Self::TokenMissing => ("token_missing", 401, "Sign in first"),
            Self::TokenInvalid => ("token_invalid", 401, "The access token is not valid"),
            Self::TokenExpired => ("token_expired", 401, "The access token has expired"),
            Self::TokenRevoked => ("token_revoked", 401, "The access token was revoked"),
            Self::TokenNetworkChanged => {
                ("token_network_changed", 401, "The access token is for another network")
            }
            Self::ServiceTokenInvalid => {
                ("service_token_invalid", 401, "The service token is not valid")
            }
            Self::AccountBanned => ("account_banned", 403, "The account is banned"),
            Self::CodeInvalid => ("code_invalid", 401, "The code is wrong"),
            Self::CodeExpired => ("code_expired", 401, "The code was used or has expired"),
            Self::RefreshTokenReused => {
                ("refresh_token_reused", 401, "The refresh token was used before")
            }
            Self::RefreshTokenInvalid => {
                ("refresh_token_invalid", 401, "The refresh token is not valid")
            }
            Self::DeviceLimitExceeded => {
                ("device_limit_exceeded", 409, "Too many devices are signed in")
            }
            Self::VersionConflict => ("version_conflict", 412, "It was changed in between"),
            Self::IdempotencyKeyReused => {
                ("idempotency_key_reused", 422, "The key was used for another request")
            }
            Self::PlaylistFull => ("playlist_full", 409, "The playlist is full"),
            Self::PlaylistLimitExceeded => {
                ("playlist_limit_exceeded", 409, "There are too many playlists")
            }
            Self::RateLimited => ("rate_limited", 429, "Too many calls"),
            Self::SmsUnavailable => ("sms_unavailable", 503, "No message can be sent right now"),
            Self::NoPlayableSource => ("no_playable_source", 404, "No source can play this"),
            Self::RangeNotSatisfiable => {
                ("range_not_satisfiable", 416, "The range is not in the file")
            }
            Self::SourcesUnavailable => {
                ("sources_unavailable", 503, "The music services cannot be reached right now")
            }
            Self::OriginUnavailable => {
                ("origin_unavailable", 503, "This is not available right now")
            }
            Self::UpgradeRequired => ("upgrade_required", 426, "A WebSocket is opened here"),
            Self::SocketsUnsupported => {
                ("sockets_unsupported", 426, "There are no WebSockets at this edge")
            }
            Self::SyncUnavailable => ("sync_unavailable", 503, "Sync is not available right now"),
            Self::Internal => ("internal", 500, "Something went wrong on our side"),
        }
    }

    /// The code on the wire.
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        self.row().1
    }

    /// A sentence for people.
    pub const fn title(self) -> &'static str {
        self.row().2
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == code)
    }
}

/// A refused or failed call.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// What happened this time, for people; never internals.
    pub detail: Cow<'static, str>,
    /// Name of the field → what is wrong with it.
    pub fields: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// Seconds, for the `Retry-After` header.
    pub retry_after_s: Option<u32>,
    /// The methods a path has, for the `Allow` header.
    pub allow: Option<String>,
    /// What the code adds to the body, such as `attempts_left`.
    pub extensions: Map<String, Value>,
}

impl Problem {
    /// A problem whose detail is the code's title.
    pub fn new(code: Code) -> Self {
        Self::with_detail(code, code.title())
    }

    /// A problem with its own words.
    pub fn with_detail(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: Vec::new(),
            retry_after_s: None,
            allow: None,
            extensions: Map::new(),
        }
    }

    /// One field that is not valid.
    pub fn invalid_field(
        name: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(Code::InvalidFields).field(name, reason)
    }

    /// Adds a field that is not valid.
    #[must_use]
    pub fn field(
        mut self,
        name: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.fields.push((name.into(), reason.into()));
        self
    }

    /// Adds a member to the body.
    #[must_use]
    pub fn extension(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extensions.insert(name.to_owned(), value.into());
        self
    }

    /// Asks the caller to wait.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// The body, `application/problem+json`.
    pub fn to_json(&self, request_id: &str) -> Vec<u8> {
        let mut body = self.extensions.clone();
        let code = self.code.as_str();
        body.insert("type".into(), format!("https://listen.stream/problems/{code}").into());
        body.insert("title".into(), self.code.title().into());
        body.insert("status".into(), self.code.status().into());
        body.insert("code".into(), code.into());
        body.insert("detail".into(), self.detail.as_ref().into());
        body.insert("request_id".into(), request_id.into());
        if !self.fields.is_empty() {
            let fields = self
                .fields
                .iter()
                .map(|(name, reason)| (name.to_string(), Value::from(reason.as_ref())))
                .collect::<Map<_, _>>();
            body.insert("fields".into(), fields.into());
        }
        Value::Object(body).to_string().into_bytes()
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}
