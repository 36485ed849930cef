//! What the edge promises, on a running system.

#![expect(clippy::unwrap_used, reason = "an answer of another shape fails the test that reads it")]

mod bad_input;
mod catalogue;
mod fallback;
mod health;
mod sign_in;
mod stream;
mod tokens;
