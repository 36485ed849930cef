//! The services between edge and origin: messages generated from `proto/`, and the gRPC-Web
//! framing they travel in.

pub mod grpc_web;

/// `auth.v1`
pub mod auth {
    #[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
    pub mod v1 {
        include!("generated/auth.v1.rs");
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
