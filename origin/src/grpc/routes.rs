use std::sync::Arc;

use axum::Router;
use tonic::service::{Routes, interceptor::InterceptedService};
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_web::GrpcWebLayer;
use tower::Layer;

use super::{
    ServiceGate,
    auth::Auth,
    config::Config,
    generated::{
        DESCRIPTOR, auth::auth_service_server::AuthServiceServer,
        config::config_service_server::ConfigServiceServer,
        sync::sync_service_server::SyncServiceServer,
        telemetry::telemetry_service_server::TelemetryServiceServer,
        user::user_service_server::UserServiceServer,
    },
    sync::Sync,
    telemetry::Intake,
    user::Users,
};
use crate::{accounts::Accounts, library::Library, releases::Releases, telemetry::Telemetry};

/// The longest message of a call: a few fields.
const CALL_LIMIT: usize = 16 * 1024;
/// The longest message about a library: a list of 1 MiB to be taken over, and what frames its lines.
const LIBRARY_LIMIT: usize = 1280 * 1024;
/// The longest batch of counts.
const BATCH_LIMIT: usize = 384 * 1024;

/// What the services stand on.
#[derive(Debug, Clone)]
pub struct Services {
    /// `auth.v1` and `user.v1`.
    pub accounts: Arc<Accounts>,
    /// `user.v1` and `sync.v1`.
    pub library: Arc<Library>,
    /// `config.v1`, and what the edges say that they go by.
    pub releases: Arc<Releases>,
    /// `telemetry.v1`.
    pub telemetry: Arc<Telemetry>,
    /// Who may call.
    pub gate: ServiceGate,
}

type Gated<S> = InterceptedService<S, ServiceGate>;

impl Services {
    fn auth(&self) -> Gated<AuthServiceServer<Auth>> {
        let (accounts, library) = (Arc::clone(&self.accounts), Arc::clone(&self.library));
        let service = AuthServiceServer::new(Auth { accounts, library });
        InterceptedService::new(service.max_decoding_message_size(CALL_LIMIT), self.gate.clone())
    }

    fn user(&self) -> Gated<UserServiceServer<Users>> {
        let (accounts, library) = (Arc::clone(&self.accounts), Arc::clone(&self.library));
        let service = UserServiceServer::new(Users { accounts, library });
        InterceptedService::new(service.max_decoding_message_size(LIBRARY_LIMIT), self.gate.clone())
    }

    fn sync(&self) -> Gated<SyncServiceServer<Sync>> {
        let service = SyncServiceServer::new(Sync(Arc::clone(&self.library)));
        InterceptedService::new(service.max_decoding_message_size(LIBRARY_LIMIT), self.gate.clone())
    }

    fn config(&self) -> Gated<ConfigServiceServer<Config>> {
        let service = ConfigServiceServer::new(Config(Arc::clone(&self.releases)));
        InterceptedService::new(service.max_decoding_message_size(CALL_LIMIT), self.gate.clone())
    }

    fn telemetry(&self) -> Gated<TelemetryServiceServer<Intake>> {
        let (telemetry, releases) = (Arc::clone(&self.telemetry), Arc::clone(&self.releases));
        let service = TelemetryServiceServer::new(Intake { telemetry, releases });
        InterceptedService::new(service.max_decoding_message_size(BATCH_LIMIT), self.gate.clone())
    }
}

/// Native gRPC: the services, health and reflection. The last two are open.
///
/// # Errors
/// The embedded contract cannot be read.
pub fn native(
    services: &Services,
    health: HealthServer<impl Health>,
) -> Result<Router, tonic_reflection::server::Error> {
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(DESCRIPTOR)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    Ok(Routes::new(services.auth())
        .add_service(services.user())
        .add_service(services.sync())
        .add_service(services.config())
        .add_service(services.telemetry())
        .add_service(health)
        .add_service(reflection().build_v1()?)
        // What most tools still ask for.
        .add_service(reflection().build_v1alpha()?)
        .into_axum_router())
}

/// The same services as gRPC-Web, for hosts that cannot speak HTTP/2 trailers. To be merged with
/// other routes; has no fallback of its own.
pub fn web(services: &Services) -> Router {
    let layer = GrpcWebLayer::new();
    Router::new()
        .route_service("/auth.v1.AuthService/{*method}", layer.layer(services.auth()))
        .route_service("/user.v1.UserService/{*method}", layer.layer(services.user()))
        .route_service("/sync.v1.SyncService/{*method}", layer.layer(services.sync()))
        .route_service("/config.v1.ConfigService/{*method}", layer.layer(services.config()))
        .route_service(
            "/telemetry.v1.TelemetryService/{*method}",
            layer.layer(services.telemetry()),
        )
}
