use std::error::Error;

use chrono::TimeDelta;
use prost::Message;
use tonic::{
    Code as GrpcCode, Status,
    metadata::{BinaryMetadataValue, MetadataMap},
};
use wasm_shared::{
    contract::auth::v1 as wire,
    http::problem::{Code, Problem},
};

use super::convert;
use crate::{
    accounts::{
        CallerError, CreateSessionError, Denied, Device, DeviceError, Fault, InvalidDevice,
        InvalidPhone, RefreshTokensError, RequestSmsCodeError,
    },
    library::{Invalid, LibraryError},
    observe::chain,
    store,
    telemetry::ReportError,
};

/// The trailer that carries an `auth.v1.Problem`.
const TRAILER: &str = "listen-problem-bin";

/// A refused call. Boxed: it is the rare half of every result.
#[derive(Debug)]
pub(super) struct Refusal(Box<Details>);

/// What the caller is told, and for our log what was behind it.
#[derive(Debug)]
struct Details {
    problem: Problem,
    attempts_left: Option<u32>,
    devices: Vec<Device>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Refusal {
    fn new(problem: impl Into<Problem>) -> Self {
        let problem = problem.into();
        Self(Box::new(Details { problem, attempts_left: None, devices: Vec::new(), cause: None }))
    }

    fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.0.cause = Some(Box::new(cause));
        self
    }

    /// One field is not as the contract says.
    pub(super) fn invalid_field(name: &'static str, reason: &'static str) -> Self {
        Self::new(Problem::invalid_field(name, reason))
    }

    /// There is no such thing.
    pub(super) fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// What was written down for later cannot be read.
    pub(super) fn unreadable(cause: prost::DecodeError) -> Self {
        Self::new(Code::Internal).caused_by(cause)
    }

    /// Some fields are not as the contract says.
    pub(super) fn invalid_fields(
        fields: impl IntoIterator<Item = (&'static str, &'static str)>,
    ) -> Self {
        let problem = Problem::new(Code::InvalidFields);
        Self::new(fields.into_iter().fold(problem, |problem, (name, why)| problem.field(name, why)))
    }

    fn to_wire(&self) -> wire::Problem {
        let Details { problem, attempts_left, devices, .. } = &*self.0;
        let fields = problem.fields.iter();
        wire::Problem {
            code: problem.code.as_str().to_owned(),
            detail: problem.detail.to_string(),
            fields: fields.map(|(name, why)| (name.to_string(), why.to_string())).collect(),
            retry_after_seconds: problem.retry_after_s,
            attempts_left: *attempts_left,
            devices: devices.iter().cloned().map(convert::device).collect(),
        }
    }
}

/// The boundary: what was behind a fault is logged here and goes no further.
impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.0.problem.code;
        if let Some(cause) = &refusal.0.cause {
            let cause = chain(&**cause);
            tracing::error!(code = code.as_str(), cause, "the call failed");
        }
        let trailer = BinaryMetadataValue::from_bytes(&refusal.to_wire().encode_to_vec());
        let mut metadata = MetadataMap::new();
        metadata.insert_bin(TRAILER, trailer);
        Status::with_metadata(grpc_code(code), code.title(), metadata)
    }
}

fn grpc_code(code: Code) -> GrpcCode {
    match code.status() {
        400 | 413 | 422 => GrpcCode::InvalidArgument,
        401 => GrpcCode::Unauthenticated,
        403 => GrpcCode::PermissionDenied,
        404 => GrpcCode::NotFound,
        409 | 412 => GrpcCode::FailedPrecondition,
        429 => GrpcCode::ResourceExhausted,
        503 => GrpcCode::Unavailable,
        _ => GrpcCode::Internal,
    }
}

/// The database being away is told apart from a fault in what we do.
impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let away = match &fault {
            Fault::Store(store::Error::Database(error)) | Fault::Transaction(error) => {
                store::is_away(error)
            }
            _ => false,
        };
        Self::new(if away { Code::OriginUnavailable } else { Code::Internal }).caused_by(fault)
    }
}

impl From<InvalidPhone> for Refusal {
    fn from(_: InvalidPhone) -> Self {
        Self::invalid_field("phone", "must be in E.164, for example +8613812345678")
    }
}

impl From<Vec<InvalidDevice>> for Refusal {
    fn from(invalid: Vec<InvalidDevice>) -> Self {
        Self::invalid_fields(invalid.into_iter().map(|problem| (problem.field, problem.reason)))
    }
}

impl From<RequestSmsCodeError> for Refusal {
    fn from(error: RequestSmsCodeError) -> Self {
        match error {
            RequestSmsCodeError::RateLimited { retry_after } => {
                Self::new(Problem::new(Code::RateLimited).retry_after(seconds(retry_after)))
            }
            RequestSmsCodeError::NumberRefused => {
                Self::invalid_field("phone", "cannot be sent messages")
            }
            RequestSmsCodeError::Unavailable(cause) => {
                Self::new(Code::SmsUnavailable).caused_by(cause)
            }
            RequestSmsCodeError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CreateSessionError> for Refusal {
    fn from(error: CreateSessionError) -> Self {
        match error {
            CreateSessionError::CodeInvalid { attempts_left } => {
                let mut refusal = Self::new(Code::CodeInvalid);
                refusal.0.attempts_left = Some(attempts_left);
                refusal
            }
            CreateSessionError::CodeExpired => Self::new(Code::CodeExpired),
            CreateSessionError::DeviceLimitExceeded { devices } => {
                let mut refusal = Self::new(Code::DeviceLimitExceeded);
                refusal.0.devices = devices;
                refusal
            }
            CreateSessionError::Banned => Self::new(Code::AccountBanned),
            CreateSessionError::Fault(fault) => fault.into(),
        }
    }
}

impl From<RefreshTokensError> for Refusal {
    fn from(error: RefreshTokensError) -> Self {
        match error {
            RefreshTokensError::Invalid => Self::new(Code::RefreshTokenInvalid),
            RefreshTokensError::Reused => Self::new(Code::RefreshTokenReused),
            RefreshTokensError::Banned => Self::new(Code::AccountBanned),
            RefreshTokensError::Fault(fault) => fault.into(),
        }
    }
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Revoked => Self::new(Code::TokenRevoked),
            Denied::Banned => Self::new(Code::AccountBanned),
        }
    }
}

impl From<CallerError> for Refusal {
    fn from(error: CallerError) -> Self {
        match error {
            CallerError::Denied(denied) => denied.into(),
            CallerError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DeviceError> for Refusal {
    fn from(error: DeviceError) -> Self {
        match error {
            DeviceError::NotFound => Self::not_found(),
            DeviceError::Caller(error) => error.into(),
        }
    }
}

impl From<Invalid> for Refusal {
    fn from(Invalid { field, reason }: Invalid) -> Self {
        Self::invalid_field(field, reason)
    }
}

impl From<LibraryError> for Refusal {
    fn from(error: LibraryError) -> Self {
        match error {
            LibraryError::NotFound => Self::not_found(),
            LibraryError::Invalid(invalid) => invalid.into(),
            LibraryError::VersionConflict => Self::new(Code::VersionConflict),
            LibraryError::IdempotencyKeyReused => Self::new(Code::IdempotencyKeyReused),
            LibraryError::PlaylistFull => Self::new(Code::PlaylistFull),
            LibraryError::PlaylistLimitExceeded => Self::new(Code::PlaylistLimitExceeded),
            LibraryError::Caller(error) => error.into(),
        }
    }
}

impl From<ReportError> for Refusal {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Invalid(invalid) => Self::invalid_field(invalid.field, invalid.reason),
            ReportError::Store(error) => Fault::from(error).into(),
            ReportError::Transaction(error) => Fault::Transaction(error).into(),
        }
    }
}

/// Whole seconds, never too few.
fn seconds(duration: TimeDelta) -> u32 {
    let seconds = duration.num_milliseconds().max(0).unsigned_abs().div_ceil(1000);
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_all_of_it_in_the_trailer() {
        let error = CreateSessionError::CodeInvalid { attempts_left: 3 };
        let status = Status::from(Refusal::from(error));
        assert_eq!(status.code(), GrpcCode::Unauthenticated);
        let bytes = status.metadata().get_bin(TRAILER).unwrap().to_bytes().unwrap();
        let problem = wire::Problem::decode(bytes).unwrap();
        assert_eq!((problem.code.as_str(), problem.attempts_left), ("code_invalid", Some(3)));
    }

    #[test]
    fn nothing_internal_is_told() {
        let corrupt = store::Error::Corrupt { table: "sessions", reason: "secret reason" };
        let refusal = Refusal::from(Fault::from(corrupt));
        assert!(!format!("{:?}", refusal.to_wire()).contains("secret reason"));
        assert_eq!(Status::from(refusal).code(), GrpcCode::Internal);
        let away = Refusal::from(Fault::Transaction(sqlx::Error::PoolTimedOut));
        assert_eq!(Status::from(away).code(), GrpcCode::Unavailable);
    }

    #[test]
    fn a_wait_is_rounded_up() {
        assert_eq!(seconds(TimeDelta::milliseconds(1)), 1);
        assert_eq!(seconds(TimeDelta::milliseconds(59_001)), 60);
        assert_eq!(seconds(TimeDelta::seconds(-1)), 0);
    }
}
