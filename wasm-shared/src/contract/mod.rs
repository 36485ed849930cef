//! The services between edge and origin: messages generated from `proto/`, the gRPC-Web framing
//! they travel in, and the tables by which JSON becomes a message and a message JSON.

pub mod grpc_web;
pub mod shape;
pub mod wire;

/// `auth.v1`
pub mod auth {
    #[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
    pub mod v1 {
        include!("generated/auth.v1.rs");
    }
}

/// `config.v1`
pub mod config {
    #[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
    pub mod v1 {
        include!("generated/config.v1.rs");
    }
}

/// `user.v1`
pub mod user {
    #[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
    pub mod v1 {
        include!("generated/user.v1.rs");
    }
}

/// `telemetry.v1`
pub mod telemetry {
    #[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
    pub mod v1 {
        include!("generated/telemetry.v1.rs");
    }
}
