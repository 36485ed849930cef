//! The origin as an independent gRPC client sees it: reflection first, then `VerifyToken`.

use std::{io::Write, process::Stdio};

use edge_e2e::System;
use serde_json::{Value, json};

/// `UNAUTHENTICATED`
const UNAUTHENTICATED: u8 = 16;

/// Runs the client in Node, which shares no code with either end.
fn ask(input: &Value) -> Value {
    let mut node = std::process::Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/grpc/verify_token.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "the client ended with {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn an_independent_client_learns_the_service_and_verifies_tokens() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let address = std::env::var("ORIGIN_GRPC_URL").unwrap();
    let found = ask(&json!({
        "address": address.trim_start_matches("http://"),
        "service_key": std::env::var("SERVICE_KEY").unwrap(),
        "access_tokens": [listener.token(), "nonsense"],
    }));
    let services = found["services"].as_array().unwrap();
    for service in ["auth.v1.AuthService", "user.v1.UserService", "telemetry.v1.TelemetryService"] {
        assert!(services.contains(&json!(service)), "{service} in {services:?}");
    }
    let [active, inactive] = [&found["answers"][0], &found["answers"][1]];
    assert_eq!(active["active"], true, "{active}");
    assert_eq!(active["user_id"], listener.session["user"]["id"]);
    assert_eq!(active["device_id"], listener.session["device"]["id"]);
    assert_eq!(
        (&inactive["active"], &inactive["reason"]),
        (&json!(false), &json!("token_invalid"))
    );
    assert_eq!(found["replayed"][0]["active"], false);
    assert_eq!(found["replayed"][1]["status"], UNAUTHENTICATED, "a service token works once");
    assert_eq!(found["without"]["status"], UNAUTHENTICATED);
}
