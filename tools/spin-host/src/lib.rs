//! A host for the component of `spin.toml` on `wasmtime`, for development and tests where there is no
//! `spin` command. It gives the component the interfaces that Spin does, and holds it to the manifest:
//! HTTP in and out, the allowed hosts, key-value stores on disk, variables.
//!
//! As Spin does, it gives an instance several requests, one beside the other, and ends it when it has
//! had many or has nothing to do; see [`Reuse`].

mod bindings;
mod instances;
mod key_value;
pub mod manifest;
mod outbound;
mod platform;
mod serve;

pub use instances::Reuse;
pub use key_value::{Disturbance, KeyValue};
pub use outbound::AllowedHosts;
pub use platform::Application;
pub use serve::{Host, serve};
