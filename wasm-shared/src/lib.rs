//! The core of Listen Stream: every rule of the product, compiled natively and for WASM.
//!
//! A host (Cloudflare Workers, Spin, a test) implements [`ports`] and hands requests to
//! [`http::handle`]. Nothing in here knows a platform: no socket, no runtime, no ambient clock or
//! randomness.

// Hosts run one isolate on one thread; futures of the core are never sent to another.
#![expect(async_fn_in_trait, reason = "ports are implemented by hosts and dispatched statically")]

pub mod auth;
pub mod cache;
pub mod catalog;
pub mod contract;
pub mod crypto;
pub mod http;
mod isolate;
mod json;
pub mod library;
pub mod observe;
mod ordering;
pub mod ports;
pub mod releases;
pub mod resilience;
pub mod schedule;
pub mod settings;
pub mod sync;
#[cfg(feature = "testing")]
pub mod testing;
mod variables;

pub use isolate::{Isolate, IsolateConfig};
pub use variables::{VariableError, Variables};
