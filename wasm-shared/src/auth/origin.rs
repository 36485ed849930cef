//! Calls from the edge to the origin: gRPC-Web under a service token, and its open documents.

use std::time::Duration;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use prost::Message;
use serde::Serialize;

use super::{Principal, service_token::Audience};
use crate::{
    contract::{auth::v1 as auth, grpc_web},
    http::{Code, Problem, RequestContext},
    observe::{Level, log},
    ports::{Clock, Entropy, Host, HttpClient, HttpFault, InboundBody, OutboundRequest, Timestamp},
    resilience::deadline::within,
};

/// The longest the origin is waited for. Sending a message may take it several seconds.
const BOUND: Duration = Duration::from_secs(10);
/// Of an answer's body in bytes: a hundred items of a library, each as long as a call may make it.
const ANSWER_LIMIT: usize = 8 << 20;

/// Why the origin did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum OriginError {
    /// It refused, in the words of the contract.
    #[error("refused: {0:?}")]
    Refused(Box<Problem>),
    /// It could not be asked, or its answer not be read. The text is for the log.
    #[error("unavailable: {0}")]
    Unavailable(String),
}

impl From<OriginError> for Problem {
    fn from(error: OriginError) -> Self {
        match error {
            OriginError::Refused(problem) => *problem,
            OriginError::Unavailable(_) => Self::new(Code::OriginUnavailable),
        }
    }
}

impl From<HttpFault> for OriginError {
    fn from(fault: HttpFault) -> Self {
        Self::Unavailable(fault.to_string())
    }
}

/// One unary call; `path` is `/{package}.{service}/{method}`.
pub async fn call<H: Host, M: Message + Default>(
    context: &RequestContext<H>,
    path: &'static str,
    message: &impl Message,
) -> Result<M, OriginError> {
    call_within(context, path, message, ANSWER_LIMIT).await
}

/// As [`call`], for an answer of up to `limit` bytes.
pub(super) async fn call_within<H: Host, M: Message + Default>(
    context: &RequestContext<H>,
    path: &'static str,
    message: &impl Message,
    limit: usize,
) -> Result<M, OriginError> {
    let answer = exchange_within(context, path, message.encode_to_vec(), limit).await?;
    M::decode(answer.as_ref())
        .map_err(|error| OriginError::Unavailable(error.to_string()))
        .inspect_err(|error| log_unavailable(context, path, error))
}

/// One unary call by the messages' bytes. Boxed, so that callers need not have room for it.
pub(crate) async fn exchange<H: Host>(
    context: &RequestContext<H>,
    path: &'static str,
    message: Vec<u8>,
) -> Result<Bytes, OriginError> {
    exchange_within(context, path, message, ANSWER_LIMIT).await
}

async fn exchange_within<H: Host>(
    context: &RequestContext<H>,
    path: &'static str,
    message: Vec<u8>,
    limit: usize,
) -> Result<Bytes, OriginError> {
    let answer = Box::pin(send(context, path, message, limit)).await;
    if let Err(error) = &answer {
        log_unavailable(context, path, error);
    }
    answer
}

fn log_unavailable<H: Host>(context: &RequestContext<H>, path: &str, error: &OriginError) {
    if let OriginError::Unavailable(reason) = error {
        log(context, Level::Error, "origin.call", &[("method", path), ("reason", reason)]);
    }
}

async fn send<H: Host>(
    context: &RequestContext<H>,
    path: &'static str,
    message: Vec<u8>,
    limit: usize,
) -> Result<Bytes, OriginError> {
    let (host, config) = (&context.host, &context.isolate.config);
    let token = config
        .service_key
        .sign(Audience::Origin, host.clock().now(), host.entropy().bytes())
        .map_err(|error| OriginError::Unavailable(error.to_string()))?;
    let request = OutboundRequest::post(
        format!("{}{path}", config.origin_url),
        grpc_web::CONTENT_TYPE,
        grpc_web::encode(&message),
    )
    .header("accept", grpc_web::CONTENT_TYPE)
    .header("x-grpc-web", "1")
    .header("authorization", format!("Bearer {token}"))
    .header("traceparent", context.trace.to_string())
    .header("x-request-id", context.request_id.to_string());
    let answer = async {
        let response = host.http().send(request).await?;
        // A call refused at once has its trailers in the head of the answer.
        let head = ["grpc-status", grpc_web::PROBLEM_TRAILER, "retry-after"]
            .map(|name| response.body.header(name));
        Ok::<_, HttpFault>((response.status, head, response.body.bytes(limit).await?))
    };
    let (status, [head_status, head_problem, _], body) = within(host.clock(), BOUND, answer)
        .await
        .ok_or_else(|| OriginError::Unavailable("no answer in time".to_owned()))??;
    if status != 200 {
        return Err(OriginError::Unavailable(format!("status {status}")));
    }
    let unary =
        grpc_web::decode(body).map_err(|error| OriginError::Unavailable(error.to_string()))?;
    let grpc_status = head_status.as_deref().or_else(|| unary.trailer("grpc-status"));
    let problem = head_problem.as_deref().or_else(|| unary.trailer(grpc_web::PROBLEM_TRAILER));
    match (grpc_status, problem.and_then(decode_problem)) {
        (Some("0"), _) => unary
            .message
            .ok_or_else(|| OriginError::Unavailable("success without a message".to_owned())),
        (_, Some(problem)) => Err(OriginError::Refused(Box::new(problem))),
        (grpc_status, None) => {
            let status = grpc_status.unwrap_or("none").to_owned();
            Err(OriginError::Unavailable(format!("gRPC status {status}")))
        }
    }
}

/// Metadata may come with or without padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

fn decode_problem(trailer: &str) -> Option<Problem> {
    let message = auth::Problem::decode(LENIENT.decode(trailer).ok()?.as_slice()).ok()?;
    let mut problem = Problem::new(Code::parse(&message.code)?);
    if !message.detail.is_empty() {
        problem.detail = message.detail.into();
    }
    problem.fields =
        message.fields.into_iter().map(|(name, reason)| (name.into(), reason.into())).collect();
    problem.fields.sort();
    problem.retry_after_s = message.retry_after_seconds;
    if let Some(attempts) = message.attempts_left {
        problem = problem.extension("attempts_left", attempts);
    }
    if !message.devices.is_empty() {
        let devices: Vec<_> = message.devices.iter().map(Device::from).collect();
        let devices = serde_json::to_value(devices).unwrap_or_default();
        problem = problem.extension("devices", devices);
    }
    Some(problem)
}

/// Who a call is made for. The origin checks again that they may.
pub(crate) fn caller(principal: &Principal) -> auth::Caller {
    auth::Caller {
        user_id: principal.user_id.clone(),
        device_id: principal.device_id.clone(),
        session_id: principal.session_id.clone(),
        token_version: principal.token_version,
    }
}

/// A device as the contract shows it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Device {
    id: String,
    name: String,
    platform: String,
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    last_seen_at: String,
    /// Masked.
    last_ip: String,
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    created_at: String,
    /// Whether it is the caller's; absent where there is no caller yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<bool>,
}

impl Device {
    /// One of a caller's, who is on `current_device_id`.
    pub(super) fn of_caller(device: &auth::Device, current_device_id: &str) -> Self {
        Self { current: Some(device.id == current_device_id), ..device.into() }
    }
}

impl From<&auth::Device> for Device {
    fn from(device: &auth::Device) -> Self {
        Self {
            id: device.id.clone(),
            name: device.name.clone(),
            platform: device.platform.clone(),
            last_seen_at: Timestamp::from_millis(device.last_seen_at_ms).to_string(),
            last_ip: device.last_ip_masked.clone(),
            created_at: Timestamp::from_millis(device.created_at_ms).to_string(),
            current: None,
        }
    }
}

/// One of the origin's open documents.
pub(super) async fn get<H: Host>(
    context: &RequestContext<H>,
    path: &'static str,
) -> Result<Bytes, Problem> {
    let url = format!("{}{path}", context.isolate.config.origin_url);
    let exchange = async {
        let response = context.host.http().send(OutboundRequest::get(url)).await?;
        Ok::<_, HttpFault>((response.status, response.body.bytes(ANSWER_LIMIT).await?))
    };
    match within(context.host.clock(), BOUND, exchange).await {
        Some(Ok((200, body))) => Ok(body),
        _ => Err(Code::OriginUnavailable.into()),
    }
}
