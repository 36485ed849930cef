//! Who may call, natively and as gRPC-Web, and what anybody may.

use axum::body::Bytes;
use origin::grpc::generated::auth::auth_service_client::AuthServiceClient;
use prost::Message;
use tonic::{Code, Request};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
};
use wasm_shared::contract::auth::v1::{Problem, VerifyTokenRequest, VerifyTokenResponse};

use crate::support::Origin;

fn bearer<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    request
}

#[tokio::test]
async fn a_service_token_opens_one_call() {
    let origin = Origin::start().await;
    let mut client = AuthServiceClient::new(origin.edge.channel.clone());
    let message = VerifyTokenRequest::default;
    let refused = client.verify_token(message()).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    let token = origin.edge.service_token();
    client.verify_token(bearer(message(), &token)).await.unwrap();
    let refused = client.verify_token(bearer(message(), &token)).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    // Not a problem of the listener's: an edge must not pass it on as one.
    assert!(refused.metadata().get_bin("listen-problem-bin").is_none());
}

/// The same memory behind both ports.
#[tokio::test]
async fn a_token_used_natively_is_used_for_the_web_too() {
    let origin = Origin::start().await;
    let token = origin.edge.service_token();
    let mut client = AuthServiceClient::new(origin.edge.channel.clone());
    client.verify_token(bearer(VerifyTokenRequest::default(), &token)).await.unwrap();
    let answer = call_web(&origin, &token, &VerifyTokenRequest::default()).await;
    assert_eq!(answer.headers["grpc-status"], "16");
}

#[tokio::test]
async fn health_and_reflection_are_open() {
    let origin = Origin::start().await;
    let mut health = HealthClient::new(origin.edge.channel.clone());
    let checked = health.check(HealthCheckRequest::default()).await.unwrap().into_inner();
    assert_eq!(checked.status, 1);

    let mut reflection = ServerReflectionClient::new(origin.edge.channel.clone());
    let list = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let requests = futures_util::stream::iter([list]);
    let mut answers = reflection.server_reflection_info(requests).await.unwrap().into_inner();
    let answer = answers.message().await.unwrap().unwrap().message_response.unwrap();
    let MessageResponse::ListServicesResponse(services) = answer else {
        panic!("{answer:?}");
    };
    let names: Vec<_> = services.service.iter().map(|service| service.name.as_str()).collect();
    for name in ["auth.v1.AuthService", "user.v1.UserService", "telemetry.v1.TelemetryService"] {
        assert!(names.contains(&name), "{names:?}");
    }
}

struct WebAnswer {
    headers: reqwest::header::HeaderMap,
    body: Bytes,
}

async fn call_web(origin: &Origin, token: &str, message: &impl Message) -> WebAnswer {
    let mut frame = vec![0];
    frame.extend(u32::try_from(message.encoded_len()).unwrap().to_be_bytes());
    frame.extend(message.encode_to_vec());
    let response = reqwest::Client::new()
        .post(origin.url("/auth.v1.AuthService/VerifyToken"))
        .header("content-type", "application/grpc-web+proto")
        .header("authorization", format!("Bearer {token}"))
        .header("x-request-id", "from-the-edge")
        .body(frame)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    WebAnswer { headers: response.headers().clone(), body: response.bytes().await.unwrap() }
}

/// What a worker does: HTTP/1.1, one frame with the message, one with the trailers.
#[tokio::test]
async fn the_services_are_there_as_grpc_web() {
    let origin = Origin::start().await;
    let message = VerifyTokenRequest { access_token: "x".to_owned(), client_ip: None };
    let answer = call_web(&origin, &origin.edge.service_token(), &message).await;
    assert_eq!(answer.headers["x-request-id"], "from-the-edge");
    let mut body = answer.body;
    assert_eq!(body.split_to(1)[0], 0);
    let length = u32::from_be_bytes(body.split_to(4)[..].try_into().unwrap());
    let verified = VerifyTokenResponse::decode(body.split_to(length as usize)).unwrap();
    assert_eq!(verified.reason, "token_invalid");
    assert_eq!(body.split_to(1)[0], 0x80);
    let trailers = String::from_utf8(body.slice(4..).to_vec()).unwrap();
    assert!(trailers.contains("grpc-status:0"), "{trailers:?}");
}

/// A refusal has no message: its status and its problem are in the headers.
#[tokio::test]
async fn a_refused_web_call_carries_its_problem() {
    let origin = Origin::start().await;
    let response = reqwest::Client::new()
        .post(origin.url("/user.v1.UserService/GetUser"))
        .header("content-type", "application/grpc-web+proto")
        .header("authorization", format!("Bearer {}", origin.edge.service_token()))
        .body(vec![0_u8; 5])
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["grpc-status"], "3");
    let encoded = response.headers()["listen-problem-bin"].to_str().unwrap();
    let engine = base64::prelude::BASE64_STANDARD_NO_PAD;
    let bytes = base64::Engine::decode(&engine, encoded.trim_end_matches('=')).unwrap();
    let problem = Problem::decode(bytes.as_slice()).unwrap();
    assert_eq!(problem.code, "invalid_fields");
    assert!(problem.fields.contains_key("caller.user_id"));
}
