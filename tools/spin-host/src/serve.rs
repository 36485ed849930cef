//! HTTP in.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, Uri, header};
use http_body_util::{BodyExt as _, Either, Empty};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use wasmtime_wasi_http::handler::{InstantiationError, ProxyHandler};
use wasmtime_wasi_http::{Error, WasiBody};

use crate::instances::{Full, Instances};
use crate::{Application, Reuse};

/// What the platform says of the connection.
const CLIENT_ADDRESS: &str = "spin-client-addr";

/// How long an instance is busy at a time: what it computes between two waits.
const BUSY: Duration = Duration::from_millis(1);

/// An application that can be asked.
#[derive(Clone)]
pub struct Host(ProxyHandler<Instances>);

type Body = Either<WasiBody, Empty<Bytes>>;

impl Host {
    /// Compiles the component of an application.
    ///
    /// # Errors
    /// What is wrong with the component.
    pub fn new(component: &[u8], application: Arc<Application>, reuse: Reuse) -> Result<Self> {
        // Where another crate of the same program has chosen, that holds.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let instances = Instances::compile(component, application, reuse);
        Ok(Self(ProxyHandler::new(instances.map_err(|error| anyhow::anyhow!("{error:?}"))?)))
    }

    async fn answer(&self, request: Request<Incoming>, client: SocketAddr) -> Response<Body> {
        let answer = match prepared(request, client) {
            Some(request) => self.handle(request).await.map_err(|error| format!("{error:?}")),
            None => Err("a request without a host".to_owned()),
        };
        answer.map_or_else(
            |reason| {
                eprintln!("no answer: {reason}");
                let mut response = Response::new(Either::Right(Empty::new()));
                *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
                response
            },
            |response| response.map(Either::Left),
        )
    }

    /// Asks an instance, waiting while all of them are busy and no more may be made.
    async fn handle(&self, mut request: Request<WasiBody>) -> wasmtime::Result<Response<WasiBody>> {
        loop {
            let error = match self.0.handle((), request).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let unmade = error.downcast::<InstantiationError<()>>()?;
            if !unmade.error.is::<Full>() {
                return Err(unmade.into());
            }
            request = unmade.request.into_inner().unwrap_or_else(PoisonError::into_inner);
            tokio::time::sleep(BUSY).await;
        }
    }
}

/// A request as the component is to have it: with an absolute URI, and with the caller's address,
/// which nobody else can say.
fn prepared(request: Request<Incoming>, client: SocketAddr) -> Option<Request<WasiBody>> {
    let (mut head, body) = request.into_parts();
    let host = head.headers.get(header::HOST)?.to_str().ok()?;
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let uri = Uri::builder().scheme("http").authority(host).path_and_query(target);
    head.uri = uri.build().ok()?;
    let client = HeaderValue::try_from(client.to_string()).ok()?;
    head.headers.insert(CLIENT_ADDRESS, client);
    Some(Request::from_parts(head, body.map_err(Error::from).boxed_unsync()))
}

/// Serves until it is dropped.
///
/// # Errors
/// The listener fails.
pub async fn serve(host: Host, listener: TcpListener) -> Result<()> {
    loop {
        let (connection, client) = listener.accept().await?;
        tokio::spawn(converse(host.clone(), connection, client));
    }
}

async fn converse(host: Host, connection: TcpStream, client: SocketAddr) {
    // Answers are small: waiting to fill a packet would only add to their latency.
    let _ = connection.set_nodelay(true);
    let service =
        service_fn(async |request| Ok::<_, Infallible>(host.answer(request, client).await));
    let mut server = http1::Builder::new();
    // A caller that goes away in the middle is no news.
    let _ = server
        .timer(TokioTimer::new())
        .keep_alive(true)
        .serve_connection(TokioIo::new(connection), service)
        .await;
}
