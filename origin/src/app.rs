//! The origin put together: from settings to two servers, and down again.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, middleware, serve::ListenerExt};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use wasm_shared::{
    auth::service_token::ServiceTokenError,
    crypto::{SealError, SealingKey},
    settings::AuthSettings,
};

use crate::{
    accounts::{Accounts, SigningKeys, SigningKeysError},
    admin::{self, AdminState},
    administrators::{AdministratorError, Administrators, EmailAddress, Passwords},
    alerts::{AlertCourier, Alerts},
    audit::{Audit, CheckpointFile},
    clock::Clock,
    config::{Mode, Settings},
    grpc::{self, ServiceGate, Services},
    http::{self, Boundary, HttpState},
    jobs::{self, Board},
    library::Library,
    observe::Metrics,
    outbox::{self, Courier, Edges, EdgesError},
    releases::{self, Releases},
    sms::{Breakers, Routes, Sms, Vendor},
    stats::{Live, Statistics},
    store::{self, Store},
    telemetry::Telemetry,
    vault::Vault,
};

/// How long requests in flight may take to end once shutdown has begun. Calls that lead to a load
/// balancer's or supervisor's kill would be cut anyway.
const DRAIN_LIMIT: Duration = Duration::from_secs(10);

/// The origin, ready to serve.
#[derive(Debug)]
pub struct App {
    services: Services,
    http: HttpState,
    admin: AdminState,
    courier: Arc<Courier>,
    edges: Arc<Edges>,
    clock: Clock,
}

/// The origin cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be reached or brought to the schema.
    #[error("the database is not usable")]
    Store(#[from] store::Error),
    /// The database is one of `make dev`.
    #[error(
        "{} is among the administrators: this is a development database",
        EmailAddress::DEVELOPMENT
    )]
    DevelopmentOwner,
    /// Who administers the service could not be read.
    #[error(transparent)]
    Administrators(#[from] AdministratorError),
    /// The keys of access tokens.
    #[error(transparent)]
    SigningKeys(#[from] SigningKeysError),
    /// An edge's public key.
    #[error(transparent)]
    ServiceKeys(#[from] ServiceTokenError),
    /// What the edges open secrets with.
    #[error("edge.sealing_key is not usable")]
    SealingKey(#[from] SealError),
    /// The edges that events are pushed to.
    #[error(transparent)]
    Edges(#[from] EdgesError),
    /// The client for the vendors' APIs.
    #[error("the HTTP client cannot be set up")]
    HttpClient(#[from] reqwest::Error),
}

/// The origin cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// A listener.
    #[error("a listener failed")]
    Listener(#[from] std::io::Error),
    /// The embedded contract.
    #[error("the contract for reflection cannot be read")]
    Reflection(#[from] tonic_reflection::server::Error),
}

impl App {
    /// Connects, brings the schema up to date, reads or makes the signing keys and names the edges that
    /// are told of events.
    pub async fn start(settings: &Settings, clock: Clock) -> Result<Self, StartError> {
        let store = Store::new(&settings.database)?;
        store.migrate_up().await?;
        let vault = Arc::new(Vault::new(settings.secret_key.expose()));
        let signing_keys =
            SigningKeys::open(store.clone(), Arc::clone(&vault), clock.clone()).await?;
        let signing_keys = Arc::new(signing_keys);
        let metrics = Arc::new(Metrics::default());
        let vendors = settings.sms.vendors.iter();
        let vendors: Result<_, _> =
            vendors.map(|vendor| Vendor::new(vendor, clock.clone())).collect();
        let sealing_key = settings.edge_sealing_key.as_ref();
        let sealing_key = sealing_key.map(|key| SealingKey::new(key.expose())).transpose()?;
        let releases = Arc::new(Releases::new(store.clone(), clock.clone(), sealing_key));
        let sms = Sms {
            vendors: vendors?,
            routes: Routes::new(&settings.sms),
            releases: Arc::clone(&releases),
            breakers: Breakers::default(),
            store: store.clone(),
            vault: Arc::clone(&vault),
            clock: clock.clone(),
            metrics: Arc::clone(&metrics),
        };
        let accounts = Accounts {
            store: store.clone(),
            vault: Arc::clone(&vault),
            clock: clock.clone(),
            signing_keys: Arc::clone(&signing_keys),
            sms: Arc::new(sms),
            tokens: AuthSettings {
                issuer: settings.tokens.issuer.clone(),
                audience: settings.tokens.audience.clone(),
                ..AuthSettings::default()
            },
            strict_tokens: settings.tokens.strict,
            deletion_grace: settings.deletion_grace,
            sms_budgets: settings.sms.budgets,
            default_country: settings.default_country,
            test_phones: settings.test_phones.clone(),
        };
        let accounts = Arc::new(accounts);
        let library = Library { accounts: Arc::clone(&accounts), history: settings.history };
        let administrators = Administrators {
            store: store.clone(),
            vault: Arc::clone(&vault),
            clock: clock.clone(),
            passwords: Passwords::default(),
        };
        refuse_development(settings.mode, &administrators).await?;
        warn_without_checkpoint_file(settings);
        let statistics = Statistics {
            store: store.clone(),
            clock: clock.clone(),
            hours_kept: settings.stats.hours_kept,
            days_kept: settings.stats.days_kept,
        };
        let audit = audit(settings, &store, &clock, &vault);
        let alerts = Alerts {
            store: store.clone(),
            clock: clock.clone(),
            vault: Arc::clone(&vault),
            courier: AlertCourier::new(settings.private_webhooks)?,
        };
        let admin = AdminState {
            store: store.clone(),
            vault,
            clock: clock.clone(),
            accounts: Arc::clone(&accounts),
            administrators: Arc::new(administrators),
            releases: Arc::clone(&releases),
            statistics: Arc::new(statistics),
            live: Arc::new(Live::default()),
            audit: Arc::new(audit),
            alerts: Arc::new(alerts),
            secure_cookies: settings.mode == Mode::Production,
            trusted_proxies: settings.trusted_proxies,
        };
        let services = Services {
            accounts,
            library: Arc::new(library),
            releases,
            telemetry: Arc::new(Telemetry::new(store.clone(), clock.clone())),
            gate: ServiceGate::new(&settings.edge_public_keys, clock.clone())?,
        };
        let edges = Arc::new(Edges::new(&settings.push, clock.clone())?);
        let courier = Arc::new(Courier {
            store: store.clone(),
            edges: Arc::clone(&edges),
            clock: clock.clone(),
            metrics: Arc::clone(&metrics),
        });
        courier.name_edges().await?;
        let http = HttpState { store, signing_keys, metrics };
        Ok(Self { services, http, admin, courier, edges, clock })
    }

    /// What is done with accounts, also from elsewhere than the network.
    pub fn accounts(&self) -> Arc<Accounts> {
        Arc::clone(&self.services.accounts)
    }

    /// What is done with libraries.
    pub fn library(&self) -> Arc<Library> {
        Arc::clone(&self.services.library)
    }

    /// The settings of the edges.
    pub fn releases(&self) -> Arc<Releases> {
        Arc::clone(&self.admin.releases)
    }

    /// Where the jobs of all origins are written down.
    pub fn board(&self) -> Board {
        let HttpState { store, metrics, .. } = &self.http;
        let (store, metrics) = (store.clone(), Arc::clone(metrics));
        Board { store, clock: self.clock.clone(), metrics }
    }

    /// The vendors of messages.
    pub fn sms(&self) -> Arc<Sms> {
        Arc::clone(&self.services.accounts.sms)
    }

    /// What is known of the service as a whole.
    pub fn statistics(&self) -> Arc<Statistics> {
        Arc::clone(&self.admin.statistics)
    }

    /// What was done.
    pub fn audit(&self) -> Arc<Audit> {
        Arc::clone(&self.admin.audit)
    }

    /// What administrators should hear of.
    pub fn alerts(&self) -> Arc<Alerts> {
        Arc::clone(&self.admin.alerts)
    }

    /// Who runs the service.
    pub fn administrators(&self) -> Arc<Administrators> {
        Arc::clone(&self.admin.administrators)
    }

    /// Plain HTTP, gRPC-Web and the administrators' API.
    pub fn http_router(&self) -> Router {
        let (admin, _) = admin::router(self.admin.clone());
        self.bounded(http::router(self.http.clone()).merge(grpc::web(&self.services)).merge(admin))
    }

    fn bounded(&self, router: Router) -> Router {
        let metrics = Arc::clone(&self.http.metrics);
        let boundary = Boundary { metrics, limit: http::REQUEST_LIMIT };
        router.layer(middleware::from_fn_with_state(boundary, http::guard))
    }

    /// Serves until `shutdown` is cancelled; then takes no new connections, lets requests in flight
    /// end within ten seconds, and closes the pool.
    pub async fn serve(
        self,
        http: TcpListener,
        grpc: TcpListener,
        shutdown: CancellationToken,
    ) -> Result<(), ServeError> {
        let (health, health_service) = tonic_health::server::health_reporter();
        health.set_service_status("", tonic_health::ServingStatus::Serving).await;
        let native = self.bounded(grpc::native(&self.services, health_service)?);
        let store = self.http.store.clone();
        let signing_keys = Arc::clone(&self.http.signing_keys);
        let jobs = TaskTracker::new();
        let (live, statistics) = (Arc::clone(&self.admin.live), self.statistics());
        let (library, courier) = (&self.services.library, &self.courier);
        jobs::start(&jobs, &shutdown, &self.board(), signing_keys, library, courier, &statistics);
        let (audit, alerts) = (self.audit(), self.alerts());
        jobs::start_watching(&jobs, &shutdown, &self.board(), &audit, &alerts);
        let stop = shutdown.clone();
        jobs.spawn(async move { live.run(&statistics, &stop).await });
        jobs.spawn(outbox::run(Arc::clone(&self.courier), shutdown.clone()));
        jobs.spawn(releases::follow(self.releases(), shutdown.clone()));
        jobs.spawn(releases::deliver(self.releases(), Arc::clone(&self.edges), shutdown.clone()));
        jobs.close();

        let servers = async {
            tokio::try_join!(
                serve(http, self.http_router(), shutdown.clone()),
                serve(grpc, native, shutdown.clone()),
            )
        };
        let drain = async {
            shutdown.cancelled().await;
            tracing::info!("shutting down");
            health.set_service_status("", tonic_health::ServingStatus::NotServing).await;
            tokio::time::sleep(DRAIN_LIMIT).await;
        };
        let served = tokio::select! {
            served = servers => served.map(|_| ()),
            () = drain => {
                tracing::warn!("requests were cut off");
                Ok(())
            }
        };
        shutdown.cancel();
        jobs.wait().await;
        store.close().await;
        Ok(served?)
    }
}

/// A database of `make dev` has an owner whose password lies in a file.
async fn refuse_development(mode: Mode, administrators: &Administrators) -> Result<(), StartError> {
    match mode {
        Mode::Production if administrators.has_development_owner().await? => {
            Err(StartError::DevelopmentOwner)
        }
        Mode::Production | Mode::Development => Ok(()),
    }
}

fn audit(settings: &Settings, store: &Store, clock: &Clock, vault: &Vault) -> Audit {
    Audit {
        store: store.clone(),
        clock: clock.clone(),
        key: Arc::new(vault.checkpoint_key()),
        file: settings.checkpoint_file.clone().map(CheckpointFile::new),
        kept: settings.audit_kept,
    }
}

/// Without the file, who can write to the database can do away with checkpoints and what they speak of.
fn warn_without_checkpoint_file(settings: &Settings) {
    if settings.mode == Mode::Production && settings.checkpoint_file.is_none() {
        tracing::warn!(
            setting = "audit.checkpoint_file",
            "checkpoints of the audit are kept in the database only"
        );
    }
}

/// HTTP/1.1 and HTTP/2 without TLS, which ends in front of the origin.
async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: CancellationToken,
) -> std::io::Result<()> {
    // Answers are small: waiting to fill a packet would only add to their latency.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(shutdown.cancelled_owned()).await
}
