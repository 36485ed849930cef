//! What the edge promises, on a running system.

mod bad_input;
mod catalogue;
mod fallback;
mod health;
mod sign_in;
mod stream;
mod tokens;
