//! A password at the origin: Argon2id and everything around it, as whoever signs in waits for it.

use std::time::Instant;

use anyhow::{Result, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::handshake;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::TcpStream;

use crate::figures::{Bound, Figures, median};

/// Fewer than an address may fail before it is locked.
const ATTEMPTS: u32 = 15;

/// Wrong passwords of as many strangers; a right one takes as long. Runs on the current `LocalSet`.
pub async fn sign_in(port: u16, figures: &mut Figures) -> Result<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::task::spawn_local(connection);
    let mut latencies = Vec::new();
    for number in 0..ATTEMPTS {
        let email = format!("stranger-{number}@listen.example");
        let body = json!({ "email": email, "password": "correct horse battery staple" });
        let request = Request::post("/admin/api/v1/session")
            .header(HOST, format!("127.0.0.1:{port}"))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body.to_string())))?;
        let sent = Instant::now();
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        answer.into_body().collect().await?;
        latencies.push(sent.elapsed().as_secs_f64() * 1e3);
        ensure!(status == StatusCode::UNAUTHORIZED, "signing in answers {status}");
    }
    let bound = Some(Bound::Below(500.0));
    figures.add("An administrator's password (Argon2id)", median(latencies), "ms", bound);
    Ok(())
}
