//! What the edge promises, on a running system.

#![expect(clippy::unwrap_used, reason = "an answer of another shape fails the test that reads it")]

mod account;
mod bad_input;
mod catalogue;
mod chaos;
mod description;
mod devices;
mod fallback;
mod fault_matrix;
mod grpc;
mod health;
mod library;
mod no_sockets;
mod sign_in;
mod sign_in_input;
mod stream;
mod sync;
mod sync_frames;
mod sync_poll;
mod sync_restart;
mod tokens;
mod vendors;
