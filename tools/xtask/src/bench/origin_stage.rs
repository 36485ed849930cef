//! An origin with a database of its own, and an edge that calls it.

use anyhow::{Result, anyhow, ensure};
use tonic::Request;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic_prost::ProstCodec;
use wasm_shared::auth::service_token::{Audience, ServiceKey};
use wasm_shared::ports::Timestamp;
use xtask::origin::Origin;
use xtask::postgres::{Cluster, Durability};
use xtask::process::{Output, Services};
use xtask::{edge, probe, workspace};

/// The origin as released. Its database goes when it is stopped.
pub struct OriginStage {
    services: Services,
    cluster: Cluster,
    origin: Origin,
}

impl OriginStage {
    /// Starts PostgreSQL and the origin.
    pub fn set() -> Result<Self> {
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
        Ok(Self { services, cluster, origin })
    }

    /// Port of its HTTP.
    pub fn http(&self) -> u16 {
        self.origin.http
    }

    /// Runs a command of the origin to its end.
    pub fn run(&self, arguments: &[&str]) -> Result<()> {
        let status = self.origin.command(arguments).status()?;
        ensure!(status.success(), "origin {} ended with {status}", arguments.join(" "));
        Ok(())
    }

    /// An edge with the development key.
    pub fn caller(&self) -> Result<Caller> {
        let key = ServiceKey::from_seed(&edge::development_variable("SERVICE_KEY")?, "bench")?;
        let endpoint = Endpoint::try_from(format!("http://127.0.0.1:{}", self.origin.grpc))?;
        Ok(Caller { endpoint: endpoint.tcp_nodelay(true), key })
    }

    /// Stops everything and removes the database.
    pub fn strike(self) -> Result<()> {
        drop(self.services);
        self.cluster.remove()
    }
}

/// Calls the origin as an edge does, each time with a service token of its own.
pub struct Caller {
    endpoint: Endpoint,
    key: ServiceKey,
}

impl Caller {
    /// One more connection.
    pub async fn connect(&self) -> Result<Grpc<Channel>> {
        Ok(Grpc::new(self.endpoint.connect().await?))
    }

    /// One unary call; `path` is `/{package}.{service}/{method}`.
    pub async fn call<M, A>(
        &self,
        client: &mut Grpc<Channel>,
        path: &'static str,
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
        let path = PathAndQuery::from_static(path);
        Ok(client.unary(request, path, ProstCodec::default()).await?.into_inner())
    }
}
