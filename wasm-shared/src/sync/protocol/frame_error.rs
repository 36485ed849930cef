/// What was wrong with a frame, as `code` of an error frame. The connection goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameErrorCode {
    /// Not JSON.
    MalformedJson,
    /// Not an object with a `type` that is known.
    UnknownType,
    /// A member is missing or not valid; the detail says which.
    InvalidFrame,
    /// Only `resume`, `ping` and `pong` come before `resumed`.
    NotResumed,
    /// A connection resumes once.
    AlreadyResumed,
    /// An acknowledgement of what has not been sent yet.
    AckAhead,
    /// The device that a command is for is not connected.
    TargetOffline,
    /// More frames than a connection may send; the frame was dropped.
    RateLimited,
}

impl FrameErrorCode {
    /// The code on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedJson => "malformed_json",
            Self::UnknownType => "unknown_type",
            Self::InvalidFrame => "invalid_frame",
            Self::NotResumed => "not_resumed",
            Self::AlreadyResumed => "already_resumed",
            Self::AckAhead => "ack_ahead",
            Self::TargetOffline => "target_offline",
            Self::RateLimited => "rate_limited",
        }
    }
}

/// Why a frame was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", code.as_str())]
pub struct FrameError {
    /// For programs.
    pub code: FrameErrorCode,
    /// For the people who write them.
    pub detail: &'static str,
    /// The `id` of the command it is about.
    pub id: Option<String>,
}

impl FrameError {
    /// An error that is about no command.
    pub const fn new(code: FrameErrorCode, detail: &'static str) -> Self {
        Self { code, detail, id: None }
    }
}
