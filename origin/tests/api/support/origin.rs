use std::{net::SocketAddr, sync::Arc};

use chrono::{DateTime, Utc};
use origin::{
    accounts::Accounts,
    administrators::Administrators,
    app::App,
    clock::Clock,
    config::{Layers, Settings},
    jobs::Board,
    library::Library,
    releases::Releases,
    sms::Sms,
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
    pub accounts: Arc<Accounts>,
    pub administrators: Arc<Administrators>,
    pub releases: Arc<Releases>,
    pub library: Arc<Library>,
    pub board: Board,
    pub sms: Arc<Sms>,
    pub http: SocketAddr,
    pub shutdown: CancellationToken,
    pub task: JoinHandle<()>,
}

/// Another origin on the same database, with the same clock.
pub struct Beside {
    pub edge: Edge,
    pub accounts: Arc<Accounts>,
    pub administrators: Arc<Administrators>,
    pub releases: Arc<Releases>,
    pub library: Arc<Library>,
    pub board: Board,
    pub sms: Arc<Sms>,
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
        Self::start_at(clock(), more).await
    }

    /// With more settings, and a clock that others may have too.
    pub async fn start_at(clock: Clock, more: &str) -> Self {
        let (database, vendor) = (Database::create().await, Vendor::start().await);
        let text = format!("{more}\n{}", settings_text(&database.url(), vendor.endpoint()));
        Self::launch(database, vendor, clock, &text).await
    }

    /// With all three vendors set up and, as lines of TOML, settings that take the place of those
    /// there are or add to them.
    pub async fn start_with_vendors(more: &str) -> Self {
        let (database, vendor) = (Database::create().await, Vendor::start().await);
        let base = settings_text(&database.url(), vendor.endpoint());
        let key = |line: &str| line.split('=').next().unwrap_or("").trim().to_owned();
        let others = vendor.others();
        let kept = others
            .lines()
            .chain(base.lines())
            .filter(|line| line.trim().is_empty() || more.lines().all(|own| key(own) != key(line)));
        let text = format!("{more}\n{}", kept.collect::<Vec<_>>().join("\n"));
        Self::launch(database, vendor, clock(), &text).await
    }

    async fn launch(database: Database, vendor: Vendor, clock: Clock, text: &str) -> Self {
        let served = serve(text, clock.clone()).await;
        let Beside {
            edge,
            accounts,
            administrators,
            releases,
            library,
            board,
            sms,
            http,
            shutdown,
            task,
        } = served;
        Self {
            edge,
            vendor,
            clock,
            database,
            accounts,
            administrators,
            releases,
            library,
            board,
            sms,
            http,
            shutdown,
            task,
        }
    }

    /// Starts another origin on the same database.
    pub async fn beside(&self, more: &str) -> Beside {
        let text = settings_text(&self.database.url(), self.vendor.endpoint());
        serve(&format!("{more}\n{text}"), self.clock.clone()).await
    }

    /// Shuts it down, as a signal would.
    pub async fn stop(&mut self) {
        self.shutdown.cancel();
        (&mut self.task).await.unwrap();
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

/// A clock that stands at a morning in June.
pub fn clock() -> Clock {
    Clock::manual("2026-06-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap())
}

async fn serve(text: &str, clock: Clock) -> Beside {
    let settings = Settings::from_layers(&Layers::parse(text, []).unwrap()).unwrap();
    let app = App::start(&settings, clock.clone()).await.unwrap();
    let (accounts, library) = (app.accounts(), app.library());
    let (administrators, releases) = (app.administrators(), app.releases());
    let (board, sms) = (app.board(), app.sms());
    let http = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let grpc = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (http_address, grpc_address) = (http.local_addr().unwrap(), grpc.local_addr().unwrap());
    let shutdown = CancellationToken::new();
    let stop = shutdown.clone();
    let task = tokio::spawn(async move { app.serve(http, grpc, stop).await.unwrap() });
    let endpoint = Endpoint::try_from(format!("http://{grpc_address}")).unwrap();
    let edge = Edge::new(endpoint.connect_lazy(), clock);
    Beside {
        edge,
        accounts,
        administrators,
        releases,
        library,
        board,
        sms,
        http: http_address,
        shutdown,
        task,
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
