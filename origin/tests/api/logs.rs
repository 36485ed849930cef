//! What a full sign-in leaves in the logs, at a level more talkative than any in use.

use origin::clock::Clock;
use serde_json::Value;
use tonic::transport::Endpoint;

use crate::support::{
    Behaviour, Database, Edge, Process, SettingsFile, Vendor, origin::PHONE, problem, settings_text,
};

#[tokio::test]
async fn no_secret_is_logged() {
    let (database, vendor) = (Database::create().await, Vendor::start().await);
    let file = SettingsFile::new(&settings_text(&database.url(), vendor.endpoint()));
    let mut command = file.command();
    command.env("LISTEN_LOG_FILTER", "debug");
    let process = Process::start(command).await;
    let endpoint = Endpoint::try_from(format!("http://{}", process.grpc)).unwrap();
    let edge = Edge::new(endpoint.connect_lazy(), Clock::system());

    vendor.behave(Behaviour::Refuse("isv.AMOUNT_NOT_ENOUGH"));
    problem(edge.request_code(PHONE).await);
    let lost_code = vendor.last_code();
    vendor.behave(Behaviour::Accept);
    edge.request_code(PHONE).await.unwrap();
    let code = vendor.last_code();
    let first = edge.create_session(PHONE, &code, "a", None).await.unwrap().tokens.unwrap();
    let second = edge.refresh(&first.refresh_token).await.unwrap();
    assert!(edge.verify(&second.access_token).await.active);
    let third = edge.refresh(&second.refresh_token).await.unwrap();
    assert_eq!(problem(edge.refresh(&first.refresh_token).await).code, "refresh_token_reused");
    let service_token = edge.service_token();
    let refused = reqwest::Client::new()
        .post(format!("http://{}/auth.v1.AuthService/VerifyToken", process.http))
        .header("content-type", "application/grpc-web+proto")
        .header("authorization", format!("Bearer {service_token}x"))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.headers()["grpc-status"], "16");
    let (exit_code, log) = process.end("-TERM").await;
    assert_eq!(exit_code, Some(0));

    for line in &log {
        serde_json::from_str::<Value>(line).expect("a line is one JSON object");
    }
    for expected in ["signed in", "a refresh token was reused", "138****5678", "\"request_id\""] {
        assert!(log.iter().any(|line| line.contains(expected)), "{expected:?} is not logged");
    }
    let secrets = [
        ("phone", PHONE.trim_start_matches("+86").to_owned()),
        ("code", format!("\"{code}\"")),
        ("code in an address", format!("%22{code}%22")),
        ("undelivered code", format!("%22{lost_code}%22")),
        ("refresh token", first.refresh_token),
        ("second refresh token", second.refresh_token),
        ("third refresh token", third.refresh_token),
        ("access token", second.access_token),
        ("service token", service_token),
        ("vendor's secret", "test-key-secret".to_owned()),
        ("secret key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".to_owned()),
    ];
    for (name, secret) in secrets {
        if let Some(line) = log.iter().find(|line| line.contains(&secret)) {
            panic!("the {name} is in the logs: {line}");
        }
    }
}
