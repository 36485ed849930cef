//! The services between edge and origin. A handler reads the request, makes one call of the domain
//! and writes the answer; one file per operation.

mod auth;
mod config;
mod convert;
mod gate;
mod library;
mod refusal;
mod routes;
mod sync;
mod telemetry;
mod user;
mod write;

pub use gate::ServiceGate;
pub use routes::{Services, native, web};

/// Server and client of each service, generated from the protobuf contract.
pub mod generated {
    /// `auth.v1`
    #[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
    #[path = "auth.v1.rs"]
    pub mod auth;
    /// `config.v1`
    #[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
    #[path = "config.v1.rs"]
    pub mod config;
    /// `sync.v1`
    #[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
    #[path = "sync.v1.rs"]
    pub mod sync;
    /// `telemetry.v1`
    #[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
    #[path = "telemetry.v1.rs"]
    pub mod telemetry;
    /// `user.v1`
    #[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
    #[path = "user.v1.rs"]
    pub mod user;

    /// The contract itself, for reflection.
    pub(super) const DESCRIPTOR: &[u8] = include_bytes!("generated/descriptor.bin");
}
