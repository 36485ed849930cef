//! Whole requests through the router, on a host in memory.

mod catalogue;
mod edge;
mod guard;
mod sign_in;
mod sources;
