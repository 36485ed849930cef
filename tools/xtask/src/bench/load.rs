//! Requests over kept connections; only answers that are right count.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, HOST};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::LocalSet;

use crate::figures::factor;

/// A request: its path with query, and the token it carries.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// Path and query.
    pub path: String,
    /// Bearer token; empty for none.
    pub token: String,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its whole body.
    pub body: Bytes,
}

/// One kept connection.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    /// Connects to a local port. Runs on the current [`LocalSet`].
    pub async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::task::spawn_local(connection);
        Ok(Self { sender, host: format!("127.0.0.1:{port}") })
    }

    /// Sends one request; an answer other than 200 is an error.
    pub async fn get(&mut self, call: &Call) -> Result<Answer> {
        let mut request = Request::get(&call.path).header(HOST, &self.host);
        if !call.token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", call.token));
        }
        self.send(request.body(Full::default())?).await
    }

    /// Puts a body; an answer other than 200 is an error.
    pub async fn put(&mut self, path: &str, body: Bytes) -> Result<()> {
        let request = Request::put(path).header(HOST, &self.host);
        self.send(request.body(Full::new(body))?).await.map(|_| ())
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Answer> {
        let path = request.uri().path().to_owned();
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        if head.status != StatusCode::OK {
            bail!("{path} answered {}: {}", head.status, String::from_utf8_lossy(&body));
        }
        Ok(Answer { headers: head.headers, body })
    }
}

/// What a load came to.
#[derive(Debug, Default)]
pub struct Sample {
    /// Right answers a second.
    pub per_second: f64,
    /// Their latencies in milliseconds.
    pub latencies_ms: Vec<f64>,
}

/// Asks the same on `connections` at once for a time; every answer must have this body.
pub async fn sustained(
    port: u16,
    call: &Call,
    body: &Bytes,
    connections: usize,
    duration: Duration,
) -> Result<Sample> {
    let latencies = Rc::new(RefCell::new(Vec::new()));
    let local = LocalSet::new();
    let run = async {
        let mut clients = Vec::new();
        for _ in 0..connections {
            clients.push(Connection::open(port).await?);
        }
        let started = Instant::now();
        let tasks: Vec<_> = clients
            .into_iter()
            .map(|mut client| {
                let (call, body, latencies) = (call.clone(), body.clone(), Rc::clone(&latencies));
                tokio::task::spawn_local(async move {
                    while started.elapsed() < duration {
                        let sent = Instant::now();
                        let answer = client.get(&call).await?;
                        ensure!(answer.body == body, "{} answered something else", call.path);
                        latencies.borrow_mut().push(sent.elapsed().as_secs_f64() * 1e3);
                    }
                    anyhow::Ok(())
                })
            })
            .collect();
        for task in tasks {
            task.await??;
        }
        Ok(started.elapsed())
    };
    let took: Result<Duration> = local.run_until(run).await;
    let took = took.context("under load")?;
    let latencies_ms = latencies.take();
    Ok(Sample { per_second: factor(latencies_ms.len()) / took.as_secs_f64(), latencies_ms })
}

/// Sends the calls one after another over one connection, and gives each answer with its latency in
/// milliseconds.
pub async fn in_sequence(
    port: u16,
    calls: impl IntoIterator<Item = Call>,
) -> Result<Vec<(Answer, f64)>> {
    let run = async {
        let mut connection = Connection::open(port).await?;
        let mut answers = Vec::new();
        for call in calls {
            let sent = Instant::now();
            let answer = connection.get(&call).await?;
            answers.push((answer, sent.elapsed().as_secs_f64() * 1e3));
        }
        Ok(answers)
    };
    LocalSet::new().run_until(run).await
}
