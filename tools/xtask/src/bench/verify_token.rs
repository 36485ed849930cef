//! `auth.v1.AuthService/VerifyToken` at the origin, as a hundred callers see it at once.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use tonic::Request;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic_prost::ProstCodec;
use wasm_shared::auth::service_token::{Audience, ServiceKey};
use wasm_shared::contract::auth::v1::{
    CreateSessionRequest, CreateSessionResponse, DeviceClaim, RequestSmsCodeRequest,
    RequestSmsCodeResponse, VerifyTokenRequest, VerifyTokenResponse,
};
use wasm_shared::ports::Timestamp;
use xtask::origin::Origin;
use xtask::postgres::{Cluster, Durability};
use xtask::process::{Output, Services};
use xtask::{edge, probe, workspace};

use crate::figures::{Bound, Figures, factor, percentile};
use crate::password;

const CALLERS: u32 = 100;
const LENGTH: Duration = Duration::from_secs(10);
/// What all callers ask for together in the paced run, a second. Callers that never pause would
/// measure how many calls two cores can make, the caller's own signing included, and not how long one
/// takes; that run is printed beside it.
const PACE: u32 = 1_000;
/// A phone of the development settings whose code is fixed.
const PHONE: &str = "+8613900000042";
const CODE: &str = "246810";

/// Starts an origin with a database of its own and measures it.
pub fn measure(runtime: &Runtime, figures: &mut Figures) -> Result<()> {
    let directory = workspace::path("target/bench/origin");
    let mut services = Services::new(Output::Files(workspace::path("target/bench/log")));
    let port = probe::free_port()?;
    let cluster = Cluster::prepare(&directory, port, Durability::Lost, &["listen"])?;
    cluster.start(&mut services)?;
    let origin = Origin {
        program: workspace::released("origin"),
        http: probe::free_port()?,
        grpc: probe::free_port()?,
        // Nobody listens there: a test phone is sent no message, and events may wait.
        sandbox: probe::free_port()?,
        edge: probe::free_port()?,
        database_url: cluster.url("listen"),
    };
    origin.start(&mut services)?;
    let measured = runtime.block_on(LocalSet::new().run_until(async {
        load(origin.grpc, figures).await?;
        password::sign_in(origin.http, figures).await
    }));
    drop(services);
    cluster.remove()?;
    measured
}

async fn load(port: u16, figures: &mut Figures) -> Result<()> {
    let caller = Rc::new(Caller::new(port)?);
    let token = caller.sign_in().await?;
    run(&caller, &token, Some(PACE), Duration::from_secs(2)).await?;
    let paced = run(&caller, &token, Some(PACE), LENGTH).await?;
    let unpaced = run(&caller, &token, None, LENGTH).await?;
    figures.add("VerifyToken, 100 callers, p50", percentile(paced.clone(), 50), "ms", None);
    let bound = Some(Bound::Below(5.0));
    figures.add("VerifyToken, 100 callers, p99", percentile(paced, 99), "ms", bound);
    let rate = factor(unpaced.len()) / LENGTH.as_secs_f64();
    figures.add("VerifyToken, 100 callers without a pause", rate, "/s", None);
    figures.add("VerifyToken without a pause, p99", percentile(unpaced, 99), "ms", None);
    Ok(())
}

/// Latencies in milliseconds of every call that was made; each has to say that the token is active.
async fn run(
    caller: &Rc<Caller>,
    token: &str,
    pace: Option<u32>,
    length: Duration,
) -> Result<Vec<f64>> {
    let mut channels = Vec::new();
    for _ in 0..CALLERS {
        channels.push(caller.endpoint.connect().await?);
    }
    let started = Instant::now();
    let tasks: Vec<_> = channels
        .into_iter()
        .zip(0_u32..)
        .map(|(channel, number)| {
            let (caller, access_token) = (Rc::clone(caller), token.to_owned());
            tokio::task::spawn_local(async move {
                let mut client = Grpc::new(channel);
                let mut latencies = Vec::new();
                let period = pace.map(|pace| Duration::from_secs(1) * CALLERS / pace);
                let mut ticks = period.map(|period| {
                    // Spread over the period, as callers that know nothing of each other are.
                    let first = tokio::time::Instant::now() + period * number / CALLERS;
                    tokio::time::interval_at(first, period)
                });
                while started.elapsed() < length {
                    if let Some(ticks) = &mut ticks {
                        ticks.tick().await;
                    }
                    let message =
                        VerifyTokenRequest { access_token: access_token.clone(), client_ip: None };
                    let sent = Instant::now();
                    let verified: VerifyTokenResponse =
                        caller.call(&mut client, "VerifyToken", message).await?;
                    latencies.push(sent.elapsed().as_secs_f64() * 1e3);
                    ensure!(verified.active, "the token is {}", verified.reason);
                }
                Ok(latencies)
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    Ok(latencies)
}

/// An edge with the development key.
struct Caller {
    endpoint: Endpoint,
    key: ServiceKey,
}

impl Caller {
    fn new(port: u16) -> Result<Self> {
        let key = ServiceKey::from_seed(&edge::development_variable("SERVICE_KEY")?, "bench")?;
        let endpoint = Endpoint::try_from(format!("http://127.0.0.1:{port}"))?.tcp_nodelay(true);
        Ok(Self { endpoint, key })
    }

    async fn sign_in(&self) -> Result<String> {
        let mut client = Grpc::new(self.endpoint.connect().await?);
        let asked =
            RequestSmsCodeRequest { phone: PHONE.to_owned(), ..RequestSmsCodeRequest::default() };
        let _: RequestSmsCodeResponse = self.call(&mut client, "RequestSmsCode", asked).await?;
        let device = DeviceClaim {
            id: "bench".to_owned(),
            name: "Bench".to_owned(),
            platform: "cli".to_owned(),
        };
        let session = CreateSessionRequest {
            phone: PHONE.to_owned(),
            code: CODE.to_owned(),
            device: Some(device),
            ..CreateSessionRequest::default()
        };
        let session: CreateSessionResponse =
            self.call(&mut client, "CreateSession", session).await?;
        Ok(session.tokens.context("no tokens")?.access_token)
    }

    async fn call<M, A>(
        &self,
        client: &mut Grpc<Channel>,
        method: &'static str,
        message: M,
    ) -> Result<A>
    where
        M: prost::Message + Send + Sync + 'static,
        A: prost::Message + Default + Send + Sync + 'static,
    {
        let now = jiff::Timestamp::now().as_millisecond();
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| anyhow!("no randomness: {error}"))?;
        let bearer = self.key.sign(Audience::Origin, Timestamp::from_millis(now), id)?;
        let mut request = Request::new(message);
        request.metadata_mut().insert("authorization", format!("Bearer {bearer}").parse()?);
        client.ready().await?;
        let path = format!("/auth.v1.AuthService/{method}");
        let path = PathAndQuery::from_maybe_shared(path)?;
        Ok(client.unary(request, path, ProstCodec::default()).await?.into_inner())
    }
}
