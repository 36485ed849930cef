//! Whole requests through the router, on a host in memory.

#![expect(clippy::unwrap_used, reason = "an answer of another shape fails the test that reads it")]

mod account;
mod audio;
mod catalogue;
mod catalogue_alternatives;
mod catalogue_lists;
mod catalogue_merge;
mod catalogue_shelves;
mod catalogue_words;
mod contract;
mod degraded;
mod described;
mod edge;
mod guard;
mod http;
mod library;
mod limits;
mod push;
mod releases;
mod revocation;
mod revocation_bound;
mod sign_in;
mod sources;
mod store;
mod strict;
mod sync;
mod sync_kept;
mod telemetry;
mod warm;
