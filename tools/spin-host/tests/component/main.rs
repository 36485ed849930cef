//! The component of `spin.toml`, as it was built last, on this host: what holds when the platform is
//! not as it should be.

#![expect(clippy::unwrap_used, reason = "an answer of another shape fails the test that reads it")]

mod edge;
mod faults;
mod manifest;
mod origin;
mod outbound;
mod reuse;
