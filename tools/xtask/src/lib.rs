//! Set-up, development, tests and measurements of this repository.
//!
//! `cargo xtask help` lists the commands; each is a module with one entry point. They share the
//! [`process`] module, which promises that nothing a command started outlives it.

pub mod console;
pub mod coverage;
pub mod dependencies;
pub mod dev;
pub mod edge;
pub mod generated;
pub mod lint;
pub mod migrations;
pub mod origin;
pub mod panel;
pub mod postgres;
pub mod probe;
pub mod process;
pub mod sandbox;
pub mod setup;
pub mod suite;
pub mod workspace;
