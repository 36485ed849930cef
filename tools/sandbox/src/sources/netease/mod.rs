//! `NetEase` Cloud Music: one set of operations over three transports.

mod api;
mod call;
mod collections;
mod crypto;
mod lyrics;
mod player;
mod search;
mod song;
mod weapi_key;

pub use api::routes;
pub use crypto::{EapiError, eapi_open, eapi_seal, weapi_open};
pub use weapi_key::WeapiKey;
