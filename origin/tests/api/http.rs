//! The HTTP port beside gRPC.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use serde_json::Value;

use crate::support::{Origin, origin::PHONE, problem};

async fn get(origin: &Origin, path: &str) -> Response {
    reqwest::get(origin.url(path)).await.unwrap()
}

#[tokio::test]
async fn the_keys_are_public_and_cached() {
    let origin = Origin::start().await;
    let response = get(&origin, "/.well-known/jwks.json").await;
    assert_eq!(response.headers()["cache-control"], "public, max-age=600");
    let keys: Value = response.json().await.unwrap();
    let keys = keys["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    for key in keys {
        assert_eq!((&key["kty"], &key["crv"]), (&"OKP".into(), &"Ed25519".into()));
        assert!(key.get("d").is_none(), "the private half is published");
    }
}

#[tokio::test]
async fn it_is_ready_while_the_database_answers() {
    let origin = Origin::start().await;
    assert_eq!(get(&origin, "/health").await.status(), StatusCode::OK);
    let ready: Value = get(&origin, "/health/ready").await.json().await.unwrap();
    assert_eq!(ready["dependencies"][0]["state"], "up");

    origin.database.go_away().await;
    assert_eq!(get(&origin, "/health").await.status(), StatusCode::OK);
    let response = get(&origin, "/health/ready").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let down: Value = response.json().await.unwrap();
    assert_eq!(
        (&down["status"], &down["dependencies"][0]["state"]),
        (&"unavailable".into(), &"down".into())
    );

    origin.database.come_back().await;
    assert_eq!(get(&origin, "/health/ready").await.status(), StatusCode::OK);
}

/// Faults of the database are told apart from faults of the caller, and mend by themselves.
#[tokio::test]
async fn a_call_while_the_database_is_away_can_be_repeated() {
    let origin = Origin::start_with("database.acquire_timeout_ms = 2000").await;
    origin.database.go_away().await;
    let refused = origin.edge.request_code(PHONE).await;
    assert_eq!(refused.as_ref().unwrap_err().code(), tonic::Code::Unavailable);
    assert_eq!(problem(refused).code, "origin_unavailable");
    origin.database.come_back().await;
    origin.edge.request_code(PHONE).await.unwrap();
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let origin = Origin::start().await;
    let response = get(&origin, "/nothing").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let request_id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let problem: Value = response.json().await.unwrap();
    assert_eq!(
        (&problem["code"], &problem["request_id"]),
        (&"not_found".into(), &request_id.into())
    );

    let response = Client::new().delete(origin.url("/health")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(response.headers().contains_key("allow"));
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let origin = Origin::start().await;
    let post = |length: usize| {
        Client::new()
            .post(origin.url("/auth.v1.AuthService/VerifyToken"))
            .header("content-type", "application/grpc-web+proto")
            .header("authorization", format!("Bearer {}", origin.edge.service_token()))
            .body(vec![b'x'; length])
    };
    let response = post(1600 * 1024).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    // One frame that announces more than a call may have.
    let mut frame = vec![0, 0, 1, 0, 0];
    frame.resize(5 + 65_536, b'x');
    let response = post(0).body(frame).send().await.unwrap();
    assert_ne!(response.headers()["grpc-status"], "0");
}

#[tokio::test]
async fn what_happened_is_in_the_metrics() {
    let origin = Origin::start().await;
    origin.sign_in(PHONE, "a").await;
    get(&origin, "/nothing").await;
    let text = get(&origin, "/metrics").await.text().await.unwrap();
    for line in [
        r#"origin_requests_total{protocol="Grpc",route="/auth.v1.AuthService/CreateSession",status="0"} 1"#,
        r#"origin_requests_total{protocol="Http",route="unknown",status="404"} 1"#,
        r#"origin_sms_attempts_total{vendor="aliyun",outcome="accepted"} 1"#,
        r#"origin_database_connections{state="idle"}"#,
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

/// A call that was on its way when shutdown began is answered; then everything is closed.
#[tokio::test]
async fn shutdown_lets_calls_end() {
    let origin = Origin::start().await;
    origin.vendor.behave(crate::support::Behaviour::Hang);
    let edge = origin.edge.clone();
    let call = tokio::spawn(async move { edge.request_code(PHONE).await });
    while origin.vendor.call_count() == 0 {
        tokio::task::yield_now().await;
    }
    origin.shutdown.cancel();
    call.await.unwrap().expect("it is answered");
    tokio::time::timeout(Duration::from_secs(15), origin.task).await.unwrap().unwrap();
    assert!(reqwest::get(format!("http://{}/health", origin.http)).await.is_err());
}
