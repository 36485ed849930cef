use std::net::SocketAddr;

use chrono::{DateTime, Utc};
use origin::{
    app::App,
    clock::Clock,
    config::{Layers, Settings},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::transport::Endpoint;
use wasm_shared::contract::auth::v1::CreateSessionResponse;

use super::{Database, Edge, Vendor, edge::Signer};

/// A phone that messages are sent to.
pub const PHONE: &str = "+8613812345678";
/// A phone with the fixed code below.
pub const TEST_PHONE: &str = "+8613900000007";
/// The fixed code.
pub const TEST_CODE: &str = "246810";

/// An origin in this process, with its clock, database, vendor and one edge.
pub struct Origin {
    pub edge: Edge,
    pub vendor: Vendor,
    pub clock: Clock,
    pub database: Database,
    pub http: SocketAddr,
    pub shutdown: CancellationToken,
    pub task: JoinHandle<()>,
}

impl Origin {
    /// With the budgets of production.
    pub async fn start() -> Self {
        Self::start_with("").await
    }

    /// With more settings, as lines of TOML before any table.
    pub async fn start_with(more: &str) -> Self {
        let (database, vendor) = (Database::create().await, Vendor::start().await);
        let clock = Clock::manual("2026-06-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let text = format!("{more}\n{}", settings_text(&database.url(), vendor.endpoint()));
        let settings = Settings::from_layers(&Layers::parse(&text, []).unwrap()).unwrap();
        let app = App::start(&settings, clock.clone()).await.unwrap();
        let http = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let grpc = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (http_address, grpc_address) = (http.local_addr().unwrap(), grpc.local_addr().unwrap());
        let shutdown = CancellationToken::new();
        let stop = shutdown.clone();
        let task = tokio::spawn(async move { app.serve(http, grpc, stop).await.unwrap() });
        let endpoint = Endpoint::try_from(format!("http://{grpc_address}")).unwrap();
        let edge = Edge::new(endpoint.connect_lazy(), clock.clone());
        Self { edge, vendor, clock, database, http: http_address, shutdown, task }
    }

    /// Asks for a code and signs in with it.
    pub async fn sign_in(&self, phone: &str, device: &str) -> CreateSessionResponse {
        self.edge.request_code(phone).await.unwrap();
        let code = if phone == TEST_PHONE { TEST_CODE.to_owned() } else { self.vendor.last_code() };
        self.edge.create_session(phone, &code, device, None).await.unwrap()
    }

    /// The address of a path on the HTTP port.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.http)
    }
}

/// Settings that are complete, as a file has them. Test phones are `+8613900000000` to `…0099`.
pub fn settings_text(database: &str, vendor: &str) -> String {
    let edge = Signer::new(Clock::system()).public_key();
    format!(
        r#"
        mode = "development"
        secret_key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
        database.url = "{database}"
        http.address = "127.0.0.1:0"
        grpc.address = "127.0.0.1:0"
        edge.public_keys = ["{edge}"]
        tokens.issuer = "https://listen.example"
        sms.vendors = ["aliyun"]
        sms.aliyun.endpoint = "{vendor}"
        sms.aliyun.access_key_id = "test-key-id"
        sms.aliyun.access_key_secret = "test-key-secret"
        sms.aliyun.sign_name = "听流"
        sms.aliyun.template_code = "SMS_1"
        [[auth.test_phones]]
        first = "+8613900000000"
        last = "+8613900000099"
        code = "246810"
        until = "2026-12-31"
        "#
    )
}
