//! The origin of Listen Stream: accounts, sign-in by phone, sessions and statistics behind the
//! edges, on PostgreSQL. The binary is a thin shell around [`cli`]; tests drive [`app`].

pub mod accounts;
pub mod admin;
pub mod administrators;
pub mod alerts;
pub mod app;
pub mod audit;
pub mod cli;
pub mod clock;
pub mod config;
pub mod entropy;
pub mod grpc;
pub mod http;
pub mod jobs;
pub mod library;
pub mod observe;
pub mod outbox;
pub mod releases;
pub mod sms;
pub mod stats;
pub mod store;
pub mod telemetry;
pub mod vault;
